using System.Globalization;
using System.Net;
using System.Text;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Reports;

/// <summary>A run as one page that needs nothing else: the tables of the Markdown, and plots.</summary>
internal static class HtmlReport
{
    private const string Blue = "#2563eb";
    private const string Orange = "#ea580c";
    private const string Red = "#dc2626";
    private const string Green = "#16a34a";

    public static string Write(RunResult run)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{WebUtility.HtmlEncode(run.Plan)}: {Title(run)}</title>\n")
            .Append("""
                <style>
                :root{color-scheme:light dark}
                body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
                table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25rem .6rem;border-bottom:1px solid #8884;text-align:left}td+td{font-variant-numeric:tabular-nums}
                svg{width:100%;height:auto;margin:.5rem 0}svg text{font:11px system-ui,sans-serif;fill:currentColor}svg .title{font-size:13px;font-weight:600}.grid{stroke:#8884}
                .bad{color:#dc2626}.good{color:#16a34a}
                </style>

                """);
        MarkdownTables.Append(html, MarkdownReport.Write(run));
        if (run.IsValid)
        {
            foreach (var step in run.Steps.Where(step => step.Count > 0)) Plots(html, run, step);
        }

        return html.Append("</html>\n").ToString();
    }

    /// <summary>The run in a word; a smoke has shown that plan and server work, and no more.</summary>
    private static string Title(RunResult run) => !run.IsValid ? "INVALID" : run.IsSmoke ? "a smoke, without numbers to be quoted" : run.IsPassed ? "passed" : "failed";

    private static void Plots(StringBuilder html, RunResult run, StepResult step)
    {
        // A second in which nothing ended is in no series: there it was 0, and had no latency.
        var ended = step.Series.ToLookup(second => second.At);
        var seconds = Enumerable.Range(0, (int)Math.Ceiling(run.Seconds)).Select(at => (
            X: (double)at, Ok: ended[at].Sum(second => second.Ok), Failed: ended[at].Sum(second => second.Failed), Latency: Histograms.Sum(ended[at].Select(second => Histograms.Decode(second.Latency)), digits: 2))).ToList();
        // Of fewer answers than it takes to have one beyond it, a quantile is their maximum, which is withheld.
        IReadOnlyList<(double X, double Y)> Quantile(string name, int least) => [.. seconds.Select(second => (second.X, second.Latency.TotalCount < least ? double.NaN : Quantiles.Of(second.Latency, name) / 1e6))];
        html.Append(CultureInfo.InvariantCulture, $"<h2>{step.Scenario}: {step.Name}</h2>\n")
            .Append(SvgChart.Draw(
                "answers a second", [new ChartLine("ok", Green, [.. seconds.Select(second => (second.X, (double)second.Ok))]), new ChartLine("failed", Red, [.. seconds.Select(second => (second.X, (double)second.Failed))])],
                logarithmic: false, Seconds, Number))
            .Append(SvgChart.Draw(
                "latency over time", [new ChartLine("p50", Blue, Quantile("p50", 1)), new ChartLine("p95", Orange, Quantile("p95", 20)), new ChartLine("p99", Red, Quantile("p99", 100))],
                logarithmic: true, Seconds, Quantiles.Text));
        var latency = Histograms.Decode(step.Latency);
        if (latency.TotalCount == 0) return;
        // The more nines, the further right: −log10(1 − percentile).
        var punctuality = Punctuality.Of(run.Resolution, step);
        var most = Math.Min(punctuality.Bears("max") ? 6 : punctuality.Bears("p99.9") ? 3 : 2, Math.Log10(latency.TotalCount));
        var curve = Enumerable.Range(0, 121).Select(n => n / 120.0 * most).Select(nines => (nines, latency.GetValueAtPercentile(100 * (1 - Math.Pow(10, -nines))) / 1e6)).ToList();
        html.Append(SvgChart.Draw("latency by percentile", [new ChartLine("latency", Blue, curve)], logarithmic: true, nines => Percentile(nines), Quantiles.Text));
    }

    private static string Percentile(double nines) => (100 * (1 - Math.Pow(10, -nines))).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    private static string Seconds(double seconds) => seconds.ToString("0 s", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
