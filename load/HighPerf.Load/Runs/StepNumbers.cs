using HdrHistogram;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Runs;

/// <summary>A step in numbers, for programs that do not want to unpack histograms. Times are seconds from when the step was to begin; null without a right answer.</summary>
/// <param name="OkPerSecond">Right answers a second, in the measured time.</param>
/// <param name="Errors">The share that failed.</param>
/// <param name="Service">The mean from when it did begin.</param>
internal sealed record StepNumbers(
    string Scenario, string Step, double OkPerSecond, double Errors, double? Service, double? Mean, double? Deviation, double? P50, double? P90, double? P95, double? P99, double? Max)
{
    public static StepNumbers Of(StepResult step, double seconds) => Of(step.Scenario, step.Name, [step], seconds);

    /// <summary>All steps as one, by the name that thresholds have for them.</summary>
    public static StepNumbers OfAll(IReadOnlyList<StepResult> steps, double seconds) => Of("all", "all", steps, seconds);

    private static StepNumbers Of(string scenario, string name, IReadOnlyList<StepResult> steps, double seconds)
    {
        var latency = Histograms.Sum(steps.Select(step => Histograms.Decode(step.Latency)));
        var service = Histograms.Sum(steps.Select(step => Histograms.Decode(step.Service)));
        var (ok, count) = (steps.Sum(step => step.Ok), steps.Sum(step => step.Count));
        double? Seconds(Func<double> microseconds) => latency.TotalCount == 0 ? null : microseconds() / 1e6;
        double? At(string quantile) => Seconds(() => Quantiles.Of(latency, quantile));
        return new StepNumbers(
            scenario, name, ok / seconds, count == 0 ? 0 : (double)(count - ok) / count, Seconds(service.GetMean), At("mean"), Seconds(latency.GetStdDeviation), At("p50"), At("p90"), At("p95"), At("p99"), At("max"));
    }
}
