using ScottPlot;

namespace HighPerf.Capacity.Plots;

/// <summary>Groups of bars: the old beside the new.</summary>
internal static class BarsPlot
{
    private const double GroupWidth = 0.8;

    /// <param name="y">The axis's title, with its unit.</param>
    /// <param name="series">What each bar of a group is.</param>
    /// <param name="logarithmic">For values that differ by powers of ten; all above 0 then. Bars begin at a tenth of the least.</param>
    /// <returns>SVG.</returns>
    public static string Draw(string title, string y, IReadOnlyList<string> series, IReadOnlyList<BarsGroup> groups, bool logarithmic = false)
    {
        using var plot = PlotPage.New(title, "", logarithmic ? y + " (logarithmic)" : y);
        var (least, largest) = (groups.Min(group => group.Values.Min()), groups.Max(group => group.Values.Max()));
        if (logarithmic && least <= 0) throw new ArgumentException("A logarithmic axis has no 0.", nameof(groups));
        var width = GroupWidth / series.Count;
        for (var s = 0; s < series.Count; s++)
        {
            var bars = plot.Add.Bars(groups.Select((group, g) => new Bar
            {
                Position = g - GroupWidth / 2 + width * (s + 0.5),
                Value = logarithmic ? Math.Log10(group.Values[s]) : group.Values[s],
                ValueBase = logarithmic ? Math.Log10(least / 10) : 0,
                Size = width * 0.95,
                FillColor = PlotPage.Colour(s),
                LineWidth = 0,
            }).ToList());
            bars.LegendText = series[s];
            // Not the bars' own labels: these lie below where a logarithm is below 0.
            foreach (var (bar, group) in bars.Bars.Zip(groups))
            {
                var text = plot.Add.Text(PlotPage.Text(Rounded(group.Values[s])), bar.Position, bar.Value);
                text.LabelFontSize = 12;
                text.LabelAlignment = Alignment.LowerCenter;
                text.OffsetY = -3;
            }
        }

        if (logarithmic) PlotPage.Logarithmic(plot, least / 10, largest * 1.6);
        else PlotPage.FromZero(plot);
        PlotPage.Name(plot, [.. groups.Select(group => group.Name)]);
        return PlotPage.Svg(plot, Alignment.UpperRight);
    }

    /// <summary>Three digits that count.</summary>
    private static double Rounded(double value)
    {
        if (value == 0) return 0;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 2);
        return Math.Round(value / unit) * unit;
    }
}
