namespace HighPerf.Capacity.Forecasts;

/// <summary>A measured point that models are fitted to.</summary>
/// <param name="Load">Users, or jobs at once.</param>
/// <param name="Throughput">In the part's unit.</param>
/// <param name="ResponseSeconds">Mean.</param>
/// <param name="Utilisation">By the resource's name, 0 to 1.</param>
internal sealed record TrainingPoint(double Load, double Throughput, double ResponseSeconds, double P95Seconds, IReadOnlyDictionary<string, double> Utilisation);
