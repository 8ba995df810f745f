namespace HighPerf.Capacity.Models;

/// <summary>A value of a series.</summary>
/// <param name="Seconds">Since the series began.</param>
internal readonly record struct SeriesPoint(double Seconds, double Value);
