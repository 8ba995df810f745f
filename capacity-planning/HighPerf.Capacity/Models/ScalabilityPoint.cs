namespace HighPerf.Capacity.Models;

/// <summary>What was measured at one load.</summary>
/// <param name="Load">N: users, connections, processes or processors; at least 1.</param>
/// <param name="Throughput">X, in requests per second, or whatever is counted.</param>
internal readonly record struct ScalabilityPoint(double Load, double Throughput);
