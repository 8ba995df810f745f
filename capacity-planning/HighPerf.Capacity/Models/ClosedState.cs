namespace HighPerf.Capacity.Models;

/// <summary>What so many users see.</summary>
/// <param name="Throughput">X, per second.</param>
/// <param name="ResponseSeconds">R, without the think time.</param>
internal sealed record ClosedState(int Users, double Throughput, double ResponseSeconds, IReadOnlyList<ClosedStationState> Stations);
