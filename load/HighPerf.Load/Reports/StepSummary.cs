using HdrHistogram;
using HighPerf.Load.Measurements;
using HighPerf.Load.Runs;

namespace HighPerf.Load.Reports;

/// <summary>A row of a report: a step, with its histogram unpacked.</summary>
internal sealed record StepSummary(StepResult Step, double Rate, LongHistogram Latency)
{
    public static StepSummary Of(StepResult step, double seconds) => new(step, step.Ok / seconds, Histograms.Sum([Histograms.Decode(step.Latency)]));

    /// <summary>A latency for people; a dash when there is none.</summary>
    public string Text(string quantile) => Latency.TotalCount == 0 ? "–" : Quantiles.Text(Quantiles.Of(Latency, quantile) / 1e6);
}
