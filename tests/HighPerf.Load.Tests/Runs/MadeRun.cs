using HdrHistogram;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Tests.Runs;

/// <summary>A result of a minute's run, made of what a test says was seen.</summary>
internal static class MadeRun
{
    public static RunResult Of(params StepResult[] steps) => Of(new GeneratorFacts("", "", "", 2, 1, 0.1, 1, 0, 0, Histogram(), 0, 0, 0, 0, 0, 0, null), steps);

    public static RunResult Of(GeneratorFacts generator, params StepResult[] steps) => new(
        ResultJson.Format, "made", null, new string('0', 64), "", "http://127.0.0.1/", DateTimeOffset.UnixEpoch, 0, 60, [generator],
        [.. steps.Select(step => new ScenarioResult(step.Scenario, false, true, step.Count, step.Count / 60.0))], steps, [], []);

    /// <param name="latency">Of right answers, seconds and how many.</param>
    /// <param name="lateness">Of all, seconds and how many.</param>
    /// <param name="timedOut">How many waited 30 s in vain.</param>
    public static StepResult Step(string name, (double Seconds, long Count)[] latency, (double Seconds, long Count)[] lateness, long timedOut = 0)
    {
        var ok = latency.Sum(one => one.Count);
        return new StepResult(
            name, name, Histogram([.. latency, (30, timedOut)]), Histogram([.. latency, (30, timedOut)]), new Dictionary<Outcome, long> { [Outcome.Ok] = ok, [Outcome.TimedOut] = timedOut },
            new Dictionary<Outcome, string>(), [], Histogram(lateness), ok);
    }

    private static string Histogram(params (double Seconds, long Count)[] values)
    {
        var histogram = new LongHistogram(1, StepRecorder.MostMicroseconds, StepRecorder.Digits);
        foreach (var (seconds, count) in values.Where(value => value.Count > 0)) histogram.RecordValueWithCount(Math.Max(1, (long)(seconds * 1e6)), count);
        return Histograms.Encode(histogram);
    }
}
