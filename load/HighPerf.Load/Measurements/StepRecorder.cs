using HdrHistogram;

namespace HighPerf.Load.Measurements;

/// <summary>What one loop has seen of one step. Latencies are in microseconds, up to an hour, to three digits.</summary>
internal sealed class StepRecorder
{
    public const long MostMicroseconds = 3_600_000_000;
    public const int Digits = 3;

    private static readonly int s_outcomes = Enum.GetValues<Outcome>().Length;

    /// <summary>From when the step was to begin, of answers that are right or did not come in time: of the measured time alone.</summary>
    public LongHistogram Latency { get; } = new(1, MostMicroseconds, Digits);

    /// <summary>The same from when it really began: what a closed loop would have shown.</summary>
    public LongHistogram Service { get; } = new(1, MostMicroseconds, Digits);

    /// <summary>How much of that was the generator's own doing, of all that began in the measured time, however it ended.</summary>
    public LongHistogram Lateness { get; } = new(1, MostMicroseconds, Digits);

    /// <summary>Right answers that came in the measured time, whenever they were to be asked for.</summary>
    public long Completed { get; private set; }

    /// <summary>Connections that ended before an answer did, in the measured time.</summary>
    public long Resets { get; set; }

    /// <summary>How the steps of the measured time ended.</summary>
    public long[] Outcomes { get; } = new long[s_outcomes];

    /// <summary>The current second's.</summary>
    public Interval Interval { get; private set; } = new();

    /// <summary>Of each way to fail, what the first one said.</summary>
    public string?[] Examples { get; } = new string?[s_outcomes];

    /// <summary>A step has ended. Times are in nanoseconds.</summary>
    /// <param name="measured">It was to begin in the measured time.</param>
    /// <param name="inTime">It ended in it.</param>
    public void Record(Outcome outcome, long latency, long service, long lateness, bool measured, bool inTime, string? reason)
    {
        if (outcome == Outcome.Ok && inTime) Completed++;
        if (measured) Lateness.RecordValue(Clamp(lateness));
        if (outcome is Outcome.Ok or Outcome.TimedOut)
        {
            var microseconds = Clamp(latency);
            Interval.Latency.RecordValue(microseconds);
            if (measured)
            {
                Latency.RecordValue(microseconds);
                Service.RecordValue(Clamp(service));
            }
        }

        if (outcome == Outcome.Ok) Interval.Ok++;
        else
        {
            Interval.Failed++;
            if (measured) Examples[(int)outcome] ??= reason; // those that are counted
        }

        if (measured) Outcomes[(int)outcome]++;
    }

    /// <summary>Begins another second with an empty interval; the one before.</summary>
    public Interval Exchange(Interval empty)
    {
        var full = Interval;
        Interval = empty;
        return full;
    }

    private static long Clamp(long nanoseconds) => Math.Clamp((nanoseconds + 500) / 1_000, 1, MostMicroseconds);
}
