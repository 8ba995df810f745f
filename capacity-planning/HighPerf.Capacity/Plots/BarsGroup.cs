namespace HighPerf.Capacity.Plots;

/// <summary>Bars side by side, or on top of each other.</summary>
/// <param name="Name">Below them.</param>
/// <param name="Values">One of each series.</param>
internal sealed record BarsGroup(string Name, IReadOnlyList<double> Values);
