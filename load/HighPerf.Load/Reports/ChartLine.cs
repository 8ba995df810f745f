namespace HighPerf.Load.Reports;

/// <summary>A line of a chart.</summary>
/// <param name="Color">As CSS has it.</param>
internal sealed record ChartLine(string Name, string Color, IReadOnlyList<(double X, double Y)> Points);
