using HdrHistogram;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Results;

/// <summary>
/// How much of the latencies of steps is the generator's own lateness. A number can be stood behind when that is a tenth of it at most, or half of what it is quoted to. What was never
/// answered is no measure of it: patience is no latency.
/// </summary>
internal sealed class Punctuality
{
    private const double Share = 0.1;

    private readonly HistogramBase _answered;
    private readonly HistogramBase _lateness;

    private readonly double _nothing; // seconds that never matter

    private Punctuality(HistogramBase answered, HistogramBase lateness, double nothing) => (_answered, _lateness, _nothing) = (answered, lateness, nothing);

    /// <summary>There is a latency.</summary>
    public bool HasAnswers => _answered.TotalCount > 0;

    /// <param name="resolution">Seconds to which latencies are quoted: half of it does not matter.</param>
    public static Punctuality Of(double resolution, params IReadOnlyList<StepResult> steps)
    {
        var latency = Histograms.Sum(steps.Select(step => Histograms.Decode(step.Latency)));
        return new Punctuality(
            Fastest(latency, latency.TotalCount - steps.Sum(step => step.Outcomes.GetValueOrDefault(Outcome.TimedOut))),
            Histograms.Sum(steps.Select(step => step.Lateness).OfType<string>().Select(Histograms.Decode)),
            resolution / 2);
    }

    /// <summary>Seconds that the generator was late by.</summary>
    /// <param name="name">As of <see cref="Quantiles.Of"/>.</param>
    public double Late(string name) => _lateness.TotalCount == 0 ? 0 : Quantiles.Of(_lateness, name) / 1e6;

    /// <summary>Seconds that it may be late by.</summary>
    public double Limit(string name) => Math.Max(_nothing, Tenth(name));

    /// <summary>The number is the server's, to a tenth of it; else, if it is borne, to half of the resolution.</summary>
    public bool IsExact(string name) => Late(name) <= Tenth(name);

    /// <summary>The number is the server's.</summary>
    public bool Bears(string name) => Late(name) <= Limit(name);

    /// <summary>How many began so late.</summary>
    public long LaterThan(double seconds) => _lateness.RecordedValues().Where(value => value.ValueIteratedTo > seconds * 1e6).Sum(value => value.CountAddedInThisIterationStep);

    private double Tenth(string name) => HasAnswers ? Share * Quantiles.Of(_answered, name) / 1e6 : 0;

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
