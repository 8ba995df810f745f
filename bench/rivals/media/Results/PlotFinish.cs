using ScottPlot;

namespace HighPerf.MediaRace.Results;

/// <summary>What all plots share.</summary>
internal static class PlotFinish
{
    public static void Apply(Plot plot, string title, string x, string y, Alignment legend = Alignment.UpperRight)
    {
        plot.Title(title, 20);
        plot.XLabel(x, 15);
        plot.YLabel(y, 15);
        plot.Axes.Bottom.TickLabelStyle.FontSize = 14;
        plot.Axes.Left.TickLabelStyle.FontSize = 14;
        plot.ShowLegend(legend);
        plot.Legend.FontSize = 14;
    }

    /// <summary>NAME.png to look at and NAME.svg to keep with a text: small, and sharp at any size.</summary>
    public static void Save(Plot plot, string directory, string name, int width, int height)
    {
        plot.SavePng(Path.Combine(directory, name + ".png"), width, height);
        plot.SaveSvg(Path.Combine(directory, name + ".svg"), width, height);
    }

    /// <summary>Names instead of numbers below groups of bars.</summary>
    public static void Name(Plot plot, IReadOnlyList<string> names)
    {
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. Enumerable.Range(0, names.Count).Select(i => (double)i)], [.. names]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.SetLimitsX(-0.6, names.Count - 0.4);
    }
}
