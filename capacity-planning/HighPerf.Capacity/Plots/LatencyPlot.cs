using ScottPlot;

namespace HighPerf.Capacity.Plots;

/// <summary>Latencies over load on a logarithmic axis in milliseconds, with their limit, and the share of errors on an axis to the right.</summary>
internal static class LatencyPlot
{
    private const double MillisecondsPerSecond = 1_000;

    /// <param name="limitSeconds">What p95 has to keep to; null when nothing was promised.</param>
    /// <returns>SVG.</returns>
    public static string Draw(string title, string load, IReadOnlyList<LatencyRow> rows, double? limitSeconds)
    {
        using var plot = PlotPage.New(title, load, "latency, ms (logarithmic)");
        Line(plot, rows, row => row.P50, "p50", PlotPage.Colour(2));
        Line(plot, rows, row => row.P95, "p95", PlotPage.Colour(0));
        Line(plot, rows, row => row.P99, "p99", PlotPage.Colour(1));
        var (least, largest) = (rows.Min(row => row.P50 ?? row.P95 ?? row.P99) ?? 1e-3, Math.Max(rows.Max(row => row.P99 ?? row.P95 ?? row.P50) ?? 1, limitSeconds ?? 0));
        if (limitSeconds is { } limit)
        {
            var line = plot.Add.HorizontalLine(Math.Log10(limit * MillisecondsPerSecond), 1.5f, Colors.Black, LinePattern.Dashed);
            line.LegendText = $"limit of p95, {PlotPage.Text(limit * MillisecondsPerSecond)} ms";
            least = Math.Min(least, limit);
        }

        plot.Axes.Margins(left: 0.05, right: 0.05);
        plot.Axes.AutoScale();
        PlotPage.Logarithmic(plot, least * MillisecondsPerSecond, largest * MillisecondsPerSecond);
        if (rows.Any(row => row.ErrorShare > 0)) Errors(plot, rows);
        return PlotPage.Svg(plot, Alignment.UpperLeft);
    }

    private static void Line(Plot plot, IReadOnlyList<LatencyRow> rows, Func<LatencyRow, double?> seconds, string name, Color colour)
    {
        var known = rows.Where(row => seconds(row) is not null).ToList();
        if (known.Count == 0) return;
        var line = plot.Add.Scatter(known.Select(row => row.Load).ToArray(), known.Select(row => Math.Log10(seconds(row)!.Value * MillisecondsPerSecond)).ToArray(), colour);
        line.LineWidth = 2;
        line.MarkerSize = 7;
        line.LegendText = name;
    }

    private static void Errors(Plot plot, IReadOnlyList<LatencyRow> rows)
    {
        var line = plot.Add.Scatter(rows.Select(row => row.Load).ToArray(), rows.Select(row => 100 * row.ErrorShare).ToArray(), PlotPage.Colour(4));
        line.LineWidth = 1.5f;
        line.LinePattern = LinePattern.Dotted;
        line.MarkerShape = MarkerShape.Eks;
        line.LegendText = "errors";
        line.Axes.YAxis = plot.Axes.Right;
        PlotPage.Right(plot, "errors, % of requests", 110 * Math.Max(0.01, rows.Max(row => row.ErrorShare)));
    }
}
