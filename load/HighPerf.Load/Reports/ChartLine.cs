namespace HighPerf.Load.Reports;

/// <summary>A line of a chart.</summary>
/// <param name="Color">As CSS has it.</param>
/// <param name="Points">From left to right; where Y is not a number there is nothing, and the line is broken.</param>
internal sealed record ChartLine(string Name, string Color, IReadOnlyList<(double X, double Y)> Points);
