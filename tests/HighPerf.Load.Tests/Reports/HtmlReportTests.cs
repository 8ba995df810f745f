using System.Text.RegularExpressions;
using HighPerf.Load.Reports;
using HighPerf.Load.Tests.Runs;

namespace HighPerf.Load.Tests.Reports;

public sealed partial class HtmlReportTests
{
    [Fact]
    public void A_second_in_which_nothing_ended_is_drawn_as_nothing()
    {
        var page = HtmlReport.Write(SampleRun.Of(series: second => second is >= 8 and < 13 ? 0 : SampleRun.Latency));
        var rate = Lines(page, "answers a second")[0];
        Assert.Equal(20, Points(rate).Count); // one for each second
        Assert.Single(rate.Split('M', StringSplitOptions.RemoveEmptyEntries));
        var floor = Points(rate).Max(point => point.Y); // of the page: downwards
        Assert.Equal(Enumerable.Range(8, 5), Points(rate).Select((point, second) => (point.Y, second)).Where(point => point.Y == floor).Select(point => point.second));

        var latency = Lines(page, "latency over time")[0];
        Assert.Equal(2, latency.Split('M', StringSplitOptions.RemoveEmptyEntries).Length); // broken where there is none
        Assert.Equal(15, Points(latency).Count);
    }

    [Fact]
    public void A_second_that_stands_alone_is_seen()
    {
        var page = HtmlReport.Write(SampleRun.Of(series: second => second is 7 or 9 ? 0 : SampleRun.Latency));
        Assert.Matches(@"M(?<at>[0-9.]+,[0-9.]+)L\k<at>M", Lines(page, "latency over time")[0]);
    }

    [Theory]
    [InlineData(false, 0, "step p99 < 1s", "sample: passed")]
    [InlineData(false, 0, "step p99 < 1ms", "sample: failed")]
    [InlineData(false, 0.5, "step p99 < 1s", "sample: INVALID")]
    [InlineData(true, 0, "step p99 < 1s", "sample: a smoke, without numbers to be quoted")]
    [InlineData(true, 0.5, "step p99 < 1ms", "sample: a smoke, without numbers to be quoted")]
    public void The_title_says_how_it_went(bool isSmoke, double steal, string threshold, string title) =>
        Assert.Contains($"<title>{title}</title>", HtmlReport.Write(SampleRun.Of(isSmoke: isSmoke, steal: steal, threshold: threshold)), StringComparison.Ordinal);

    [Fact]
    public void An_invalid_run_has_no_plots_and_no_numbers()
    {
        var page = HtmlReport.Write(SampleRun.Of(steal: 0.5));
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("load: step", page, StringComparison.Ordinal);
        Assert.Contains("50.0% of the generator&#39;s processors were given to others", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_a_table_has_as_many_cells_as_its_header()
    {
        var page = HtmlReport.Write(SampleRun.Of());
        Assert.Contains("<tr><th>may it be believed?</th><th></th><th></th></tr>", page, StringComparison.Ordinal);
        foreach (var table in page.Split("<table>").Skip(1).Select(rest => rest.Split("</table>")[0]))
        {
            Assert.Single(table.Split("<tr>").Skip(1).Select(row => Cell().Count(row)).Distinct());
        }
    }

    /// <summary>The paths of the lines of one chart.</summary>
    private static List<string> Lines(string page, string chart) =>
        [.. Line().Matches(page.Split($"aria-label=\"{chart}\"")[1].Split("</svg>")[0]).Select(line => line.Groups["path"].Value)];

    /// <summary>What a path goes through, in pixels.</summary>
    private static List<(double X, double Y)> Points(string path) => [.. Point().Matches(path).Select(point => (
        double.Parse(point.Groups["x"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), double.Parse(point.Groups["y"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)))];

    [GeneratedRegex("<path d=\"(?<path>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Line();

    [GeneratedRegex("L(?<x>[0-9.]+),(?<y>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Point();

    [GeneratedRegex("<t[hd]>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Cell();
}
