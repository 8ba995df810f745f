using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Plots;

/// <summary>A line of a plot.</summary>
internal sealed record NamedSeries(string Name, IReadOnlyList<SeriesPoint> Points);
