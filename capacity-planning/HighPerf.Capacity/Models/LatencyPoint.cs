namespace HighPerf.Capacity.Models;

/// <summary>A percentile of the latencies at one load.</summary>
/// <param name="Load">Users, or requests per second.</param>
/// <param name="Seconds">Usually p95.</param>
internal readonly record struct LatencyPoint(double Load, double Seconds);
