using System.Xml.Linq;
using HighPerf.Capacity.Models;
using HighPerf.Capacity.Plots;

namespace HighPerf.Capacity.Tests.Plots;

public sealed class PlotTests
{
    private static readonly Dictionary<string, Func<string>> Drawn = new(StringComparer.Ordinal)
    {
        ["scalability"] = Scalability,
        ["latency"] = Latency,
        ["bars"] = () => Bars(logarithmic: false),
        ["logarithmic bars"] = () => Bars(logarithmic: true),
        ["series"] = () => SeriesPlot.Draw(
            "Jobs that wait", "jobs", [new("60 videos/h", Series(0)), new("120 videos/h", Series(0.2))]),
        ["utilisation"] = () => UtilisationPlot.Draw(
            "What is used", ["list", "vote"], [new("processors", [0.3, 0.25]), new("connections", [0.05, 0.1]), new("disk", [0, 0.02])], limit: 0.6),
    };

    public static TheoryData<string> Names { get; } = new(Drawn.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_input_gives_the_same_bytes(string name) => Assert.Equal(Drawn[name](), Drawn[name]());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plot_is_a_picture_of_800_by_480_on_white_with_its_words(string name)
    {
        var svg = XDocument.Parse(Drawn[name]()).Root!;
        Assert.Equal(("800", "480"), ((string?)svg.Attribute("width"), (string?)svg.Attribute("height")));
        var page = svg.Descendants().First(element => element.Name.LocalName is "rect" or "path");
        Assert.Matches("^(white|#FFFFFF)$", (string?)page.Attribute("fill"));
        Assert.True(svg.Descendants().Count(element => element.Name.LocalName == "text") >= 5);
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_logarithmic_axis_refuses_0() =>
        Assert.Throws<ArgumentException>(() => BarsPlot.Draw("t", "s", ["a"], [new("x", [0])], logarithmic: true));

    [Fact]
    public void One_series_needs_no_legend()
    {
        Assert.DoesNotContain("only one", SeriesPlot.Draw("t", "y", [new("only one", Series(0))]), StringComparison.Ordinal);
        Assert.Contains("second", SeriesPlot.Draw("t", "y", [new("first", Series(0)), new("second", Series(1))]), StringComparison.Ordinal);
    }

    private static string Scalability()
    {
        var law = new UniversalScalability(120, 0.04, 0.002);
        var fit = UniversalScalability.Fit(Noise.Measure(law, [1, 2, 4, 6, 8, 12, 16], 0.03, seed: 3));
        return ScalabilityPlot.Draw("Votes", "users", "votes per second", Bootstrap.Of(fit, 200), Noise.Measure(law, [24, 32], 0.03, seed: 4));
    }

    private static string Latency() => LatencyPlot.Draw(
        "Votes", "votes per second",
        [new(100, 0.002, 0.004, 0.009, 0), new(200, 0.003, 0.007, 0.02, 0), new(300, 0.008, 0.05, 0.2, 0.002), new(400, 0.1, 0.9, 2, 0.03)], 0.1);

    private static string Bars(bool logarithmic) => BarsPlot.Draw(
        "Old against new", "requests per second", ["old", "new"], [new("list", [120, 41_000]), new("vote", [35, 3_900]), new("login", [4.2, 61])], logarithmic);

    private static SeriesPoint[] Series(double slope) => [.. Enumerable.Range(0, 120).Select(i => new SeriesPoint(i, 5 + slope * i + 3 * Math.Sin(i / 5.0)))];
}
