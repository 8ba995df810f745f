using HdrHistogram;

namespace HighPerf.Load.Measurements;

/// <summary>One second of one step in one loop.</summary>
internal sealed class Interval
{
    public LongHistogram Latency { get; } = new(1, StepRecorder.MostMicroseconds, 2);

    public long Ok { get; set; }

    public long Failed { get; set; }

    public bool IsEmpty => Ok + Failed == 0;

    public void Clear()
    {
        if (Latency.TotalCount > 0) Latency.Reset();
        (Ok, Failed) = (0, 0);
    }
}
