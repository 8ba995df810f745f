using ScottPlot;

namespace HighPerf.Capacity.Plots;

/// <summary>How much of each resource is used, and by what.</summary>
internal static class UtilisationPlot
{
    private const double Percent = 100;

    /// <param name="kinds">What each value of a resource is, from the bottom.</param>
    /// <param name="resources">Shares, 1 for all of it.</param>
    /// <param name="limit">The share that is not to be exceeded; null for none.</param>
    /// <returns>SVG.</returns>
    public static string Draw(string title, IReadOnlyList<string> kinds, IReadOnlyList<BarsGroup> resources, double? limit = null)
    {
        using var plot = PlotPage.New(title, "", "utilisation, %");
        for (var k = 0; k < kinds.Count; k++)
        {
            var bars = plot.Add.Bars(resources.Select((resource, r) => new Bar
            {
                Position = r,
                ValueBase = Percent * resource.Values.Take(k).Sum(),
                Value = Percent * resource.Values.Take(k + 1).Sum(),
                Size = 0.6,
                FillColor = PlotPage.Colour(k),
                LineWidth = 0,
            }).ToList());
            bars.LegendText = kinds[k];
        }

        if (limit is { } share)
        {
            var line = plot.Add.HorizontalLine(Percent * share, 1.5f, Colors.Black, LinePattern.Dashed);
            line.LegendText = $"limit, {PlotPage.Text(Percent * share)} %";
        }

        PlotPage.FromZero(plot);
        plot.Axes.SetLimitsY(0, Math.Max(Percent, plot.Axes.GetLimits().Top));
        PlotPage.Name(plot, [.. resources.Select(resource => resource.Name)]);
        return PlotPage.Svg(plot, Alignment.UpperRight);
    }
}
