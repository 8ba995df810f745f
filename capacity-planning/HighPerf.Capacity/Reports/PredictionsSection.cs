using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Forecasts;
using HighPerf.Capacity.Web;
using HighPerf.Capacity.Workers;

namespace HighPerf.Capacity.Reports;

/// <summary>Each held-out point: what was predicted before it was measured, and what was measured.</summary>
internal sealed class PredictionsSection : IReportSection
{
    public const double ThroughputLimit = 0.1;
    public const double TailLimit = 0.25;

    public IReadOnlyList<string> Parts => [WebCampaign.Part, WorkerCampaign.Part];

    public void Write(ReportPage page)
    {
        page.Paragraph($"## Predicted, then measured");
        page.Paragraph($"Models are fitted to the training points. Of each quantity that one predicts which foretold best what was left out of its fit, one training point after the other. `prediction.json` of each held-out point, with what the other models said, was written before its load began; the report checks it. A point is kept within {ThroughputLimit:P0} of the throughput and {TailLimit:P0} of p95.");
        if (page.Facts.Has(WebCampaign.Part))
            Table(page, "Web", "requests/s", WebData.Read(page.Folder).HeldOut.Select(point => (FormattableString.Invariant($"{point.Users} users"), point.Prediction!, point.Load.All.OkPerSecond, point.Load.All.P95!.Value)));
        if (page.Facts.Has(WorkerCampaign.Part))
            Table(page, "Worker", "videos/min", WorkerData.Read(page.Folder).HeldOut.Select(point => (point.Load.ToString(), point.Prediction!, point.VideosPerMinute, point.P95ServiceSeconds)));
    }

    private static void Table(ReportPage page, string layer, string unit, IEnumerable<(string Name, Prediction Prediction, double Throughput, double P95)> points)
    {
        var (kept, keptByLines) = (0, 0);
        var rows = new List<FormattableString[]>();
        foreach (var (name, prediction, throughput, p95) in points)
        {
            var (first, second) = (prediction.Throughput / throughput - 1, prediction.P95Seconds / p95 - 1);
            var isKept = Math.Abs(first) <= ThroughputLimit && Math.Abs(second) <= TailLimit;
            if (isKept) kept++;
            if (Math.Abs(Line(prediction, "throughput") / throughput - 1) <= ThroughputLimit && Math.Abs(Line(prediction, "p95") / p95 - 1) <= TailLimit) keptByLines++;
            rows.Add([$"{name}", $"{prediction.Throughput:F2}", $"{throughput:F2}", $"{first:+0.0%;-0.0%;0.0%}", $"{prediction.ThroughputModel}", $"{prediction.P95Seconds:F4}", $"{p95:F4}", $"{second:+0%;-0%;0%}", $"{prediction.P95Model}", $"{(isKept ? "kept" : "**missed**")}"]);
        }

        page.Paragraph($"### {layer}: {kept} of {rows.Count} kept");
        page.Table(["held out", $"#predicted, {unit}", "#measured", "#apart", "by", "#predicted p95, s", "#measured", "#apart", "by", ""], rows);
        page.Paragraph($"For comparison, {InterpolatedForecast.Is} alone would have kept {keptByLines} of {rows.Count}.");
    }

    /// <summary>What one says without a model.</summary>
    private static double Line(Prediction prediction, string quantity) => prediction.Others.First(one => one.Quantity == quantity && one.Model == InterpolatedForecast.Is).Value;
}
