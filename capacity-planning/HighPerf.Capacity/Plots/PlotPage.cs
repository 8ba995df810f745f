using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;

namespace HighPerf.Capacity.Plots;

/// <summary>What all plots share: their size, a white page, so that they can be read on a dark one too, and text that is large enough beside a text.</summary>
internal static partial class PlotPage
{
    public const int Width = 800;
    public const int Height = 480;

    private const string Font = "DejaVu Sans"; // Debian's fontconfig brings it; Skia's own choice on a machine without a desktop is any
    private const int AxisWidth = 80;

    // Okabe and Ito's: the colour-blind tell them apart too.
    private static readonly Color[] Colours =
    [
        Color.FromHex("#0072B2"), Color.FromHex("#E69F00"), Color.FromHex("#009E73"), Color.FromHex("#CC79A7"),
        Color.FromHex("#D55E00"), Color.FromHex("#56B4E9"), Color.FromHex("#F0E442"), Color.FromHex("#777777"),
    ];

    public static Color Colour(int number) => Colours[number % Colours.Length];

    /// <param name="x">The axis's title, with its unit.</param>
    /// <param name="y">Likewise.</param>
    public static Plot New(string title, string x, string y)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Title(title, 17);
        plot.XLabel(x, 14);
        plot.YLabel(y, 14);
        plot.Axes.Left.MinimumSize = AxisWidth; // or the axis's title lies on the edge
        plot.Axes.Bottom.TickLabelStyle.FontSize = 13;
        plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Legend.FontSize = 13;
        return plot;
    }

    /// <summary>The same plot gives the same bytes on the same machine; the width of a letter is the font's.</summary>
    public static string Svg(Plot plot, Alignment legend)
    {
        if (plot.Legend.GetItems().Length > 0) plot.ShowLegend(legend);
        else plot.HideLegend();
        plot.Font.Set(Font);
        // A reader's machine may lack it: Verdana's letters are as wide.
        return Numbered(plot.GetSvgXml(Width, Height)).Replace($"\"{Font}\"", $"\"{Font}, Verdana, sans-serif\"", StringComparison.Ordinal);
    }

    /// <summary>The left axis from 0, with room above for the legend.</summary>
    public static void FromZero(Plot plot)
    {
        plot.Axes.Margins(bottom: 0, top: 0.2);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, Math.Max(plot.Axes.GetLimits().Top, double.Epsilon));
    }

    /// <summary>Names instead of numbers below groups of bars.</summary>
    public static void Name(Plot plot, IReadOnlyList<string> names)
    {
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. Enumerable.Range(0, names.Count).Select(i => (double)i)], [.. names]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.SetLimitsX(-0.6, names.Count - 0.4);
    }

    /// <summary>Powers of ten, and their doubles and fives when there are few, where logarithms were drawn.</summary>
    public static void Logarithmic(Plot plot, double least, double largest)
    {
        var (low, high) = ((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(largest) + 0.1));
        double[] steps = high - low > 3 ? [1] : [1, 2, 5];
        double[] ticks = [.. Enumerable.Range(low, high - low + 1).SelectMany(power => steps.Select(step => step * Math.Pow(10, power)))];
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks.Select(Math.Log10)], [.. ticks.Select(Text)]);
        plot.Axes.SetLimitsY(Math.Log10(least) - 0.1, Math.Log10(largest) + 0.25);
    }

    /// <summary>The axis to the right.</summary>
    public static void Right(Plot plot, string title, double largest)
    {
        plot.Axes.Right.Label.Text = title;
        plot.Axes.Right.Label.FontSize = 14;
        plot.Axes.Right.MinimumSize = AxisWidth;
        plot.Axes.Right.TickLabelStyle.FontSize = 13;
        plot.Axes.SetLimitsY(0, largest, plot.Axes.Right);
    }

    public static string Text(double value) =>
        Math.Abs(value) >= 100 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Skia counts the ids of a whole process; here each picture's begin with 1.</summary>
    private static string Numbered(string svg)
    {
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match id in Id().Matches(svg)) numbers.TryAdd(id.Groups["id"].Value, (numbers.Count + 1).ToString(CultureInfo.InvariantCulture));
        return Use().Replace(svg, use => numbers.TryGetValue(use.Groups["id"].Value, out var number) ? use.Groups["before"].Value + "i" + number : use.Value);
    }

    [GeneratedRegex(@"\bid=""(?<id>[^""]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<before>\bid=""|url\(#|href=""#)(?<id>[^"")]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Use();
}
