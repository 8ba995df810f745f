using HdrHistogram;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Results;

/// <summary>
/// A step in numbers, for programs that do not want to unpack histograms. Times are seconds from when the step was to begin; null without a right answer, and where more than a
/// tenth of it is the generator's own lateness.
/// </summary>
/// <param name="OkPerSecond">Right answers a second that came in the measured time.</param>
/// <param name="Errors">The share that failed, of what was to begin in that time.</param>
/// <param name="Refused">The share that was refused, which is among them.</param>
/// <param name="Resets">Connections that ended before an answer did.</param>
/// <param name="Service">The mean from when it did begin.</param>
internal sealed record StepNumbers(
    string Scenario, string Step, double OkPerSecond, double Errors, double Refused, long Resets, double? Service, double? Mean, double? Deviation, double? P50, double? P90, double? P95, double? P99, double? Max)
{
    public static StepNumbers Of(RunResult run, StepResult step) => Of(run, step.Scenario, step.Name, [step]);

    /// <summary>All steps as one, by the name that thresholds have for them.</summary>
    public static StepNumbers OfAll(RunResult run) => Of(run, "all", "all", run.Steps);

    private static StepNumbers Of(RunResult run, string scenario, string name, IReadOnlyList<StepResult> steps)
    {
        var latency = Histograms.Sum(steps.Select(step => Histograms.Decode(step.Latency)));
        var service = Histograms.Sum(steps.Select(step => Histograms.Decode(step.Service)));
        var punctuality = Punctuality.Of(run.Resolution, steps);
        var count = Math.Max(1, steps.Sum(step => step.Count));
        double? At(string number) => latency.TotalCount > 0 && punctuality.Bears(number) ? Quantiles.Of(latency, number) / 1e6 : null;
        return new StepNumbers(
            scenario, name, steps.Sum(step => step.Completed) / run.MeasuredSeconds, (double)steps.Sum(step => step.Failed) / count, (double)steps.Sum(step => step.Refused) / count, steps.Sum(step => step.Resets),
            service.TotalCount > 0 ? service.GetMean() / 1e6 : null, At("mean"), At("deviation"), At("p50"), At("p90"), At("p95"), At("p99"), At("max"));
    }
}
