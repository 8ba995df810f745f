namespace HighPerf.Capacity.Plots;

/// <summary>Latencies at one load, in seconds; null is not drawn.</summary>
/// <param name="Load">Users, or requests per second.</param>
/// <param name="ErrorShare">Of all requests, 0 to 1.</param>
internal readonly record struct LatencyRow(double Load, double? P50, double? P95, double? P99, double ErrorShare);
