using HdrHistogram;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Runs;

/// <summary>
/// How much of the latencies of steps is the generator's own lateness. A number can be stood behind when that is a tenth of it at most, or nothing that matters. What was never
/// answered is no measure of it: patience is no latency.
/// </summary>
internal sealed class Punctuality
{
    private const double Share = 0.1;
    private const double Nothing = 0.0005; // seconds that never matter

    private readonly HistogramBase _answered;
    private readonly HistogramBase _lateness;

    private Punctuality(HistogramBase answered, HistogramBase lateness) => (_answered, _lateness) = (answered, lateness);

    /// <summary>There is a latency.</summary>
    public bool HasAnswers => _answered.TotalCount > 0;

    public static Punctuality Of(params IReadOnlyList<StepResult> steps)
    {
        var latency = Histograms.Sum(steps.Select(step => Histograms.Decode(step.Latency)));
        return new Punctuality(
            Fastest(latency, latency.TotalCount - steps.Sum(step => step.Outcomes.GetValueOrDefault(Outcome.TimedOut))),
            Histograms.Sum(steps.Select(step => step.Lateness).OfType<string>().Select(Histograms.Decode)));
    }

    /// <summary>Seconds that the generator was late by.</summary>
    /// <param name="name">As of <see cref="Quantiles.Of"/>.</param>
    public double Late(string name) => _lateness.TotalCount == 0 ? 0 : Quantiles.Of(_lateness, name) / 1e6;

    /// <summary>Seconds that it may be late by.</summary>
    public double Limit(string name) => HasAnswers ? Math.Max(Nothing, Share * Quantiles.Of(_answered, name) / 1e6) : Nothing;

    /// <summary>The number is the server's.</summary>
    public bool Bears(string name) => Late(name) <= Limit(name);

    /// <summary>How many began so late.</summary>
    public long LaterThan(double seconds) => _lateness.RecordedValues().Where(value => value.ValueIteratedTo > seconds * 1e6).Sum(value => value.CountAddedInThisIterationStep);

    /// <summary>The smallest values, so many of them: what did not come in time waited longest.</summary>
    private static LongHistogram Fastest(LongHistogram histogram, long count)
    {
        var fastest = new LongHistogram(1, StepRecorder.MostMicroseconds, StepRecorder.Digits);
        foreach (var value in histogram.RecordedValues())
        {
            var taken = Math.Min(count, value.CountAddedInThisIterationStep);
            if (taken <= 0) break;
            fastest.RecordValueWithCount(value.ValueIteratedTo, taken);
            count -= taken;
        }

        return fastest;
    }
}
