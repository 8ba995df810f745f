using HdrHistogram;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Reports;

/// <summary>A row of a report: a step, with its histogram unpacked.</summary>
internal sealed record StepSummary(StepResult Step, double Rate, LongHistogram Latency, Punctuality Punctuality, double Resolution)
{
    public static StepSummary Of(RunResult run, StepResult step) =>
        new(step, step.Completed / run.MeasuredSeconds, Histograms.Sum([Histograms.Decode(step.Latency)]), Punctuality.Of(run.Resolution, step), run.Resolution);

    /// <summary>A latency for people; a dash when there is none, and a word when it is the generator's own.</summary>
    public string Text(string quantile) =>
        Latency.TotalCount == 0 ? "–"
        : !Punctuality.Bears(quantile) ? "withheld"
        : Quantiles.Text(Quantiles.Of(Latency, quantile) / 1e6) + (Punctuality.IsExact(quantile) ? "" : $" ± {Quantiles.Text(Resolution / 2)}");
}
