using ScottPlot;

namespace HighPerf.Capacity.Plots;

/// <summary>Values over time, such as a queue's length.</summary>
internal static class SeriesPlot
{
    /// <param name="y">The axis's title, with its unit.</param>
    /// <returns>SVG.</returns>
    public static string Draw(string title, string y, IReadOnlyList<NamedSeries> series)
    {
        using var plot = PlotPage.New(title, "time, s", y);
        for (var s = 0; s < series.Count; s++)
        {
            var points = series[s].Points;
            var line = plot.Add.ScatterLine(points.Select(point => point.Seconds).ToArray(), points.Select(point => point.Value).ToArray(), PlotPage.Colour(s));
            line.LineWidth = 2;
            if (series.Count > 1) line.LegendText = series[s].Name;
        }

        PlotPage.FromZero(plot);
        return PlotPage.Svg(plot, Alignment.UpperLeft);
    }
}
