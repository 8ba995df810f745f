using HdrHistogram;
using HighPerf.Load.Engine;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Runs;

/// <summary>Puts the loops' seconds together, away from the loops.</summary>
internal sealed class SeriesCollector(EngineLoop[] loops, IReadOnlyList<(string Scenario, string Step)> steps)
{
    private readonly SortedDictionary<int, Interval>[] _seconds = [.. steps.Select(_ => new SortedDictionary<int, Interval>())];
    private readonly List<SecondResult>[] _done = [.. steps.Select(_ => new List<SecondResult>())];

    /// <summary>Takes what has ended; the newest second that all loops have ended, of all steps, or null.</summary>
    public SecondSummary? Collect()
    {
        var newest = -1;
        var whole = loops.Min(loop => loop.EndedSeconds); // before what these left is taken
        foreach (var loop in loops)
        {
            while (loop.Seconds.TryDequeue(out var ended))
            {
                newest = Math.Max(newest, ended.Second);
                if (_seconds[ended.Step].TryGetValue(ended.Second, out var sum))
                {
                    sum.Latency.Add(ended.Interval.Latency);
                    sum.Ok += ended.Interval.Ok;
                    sum.Failed += ended.Interval.Failed;
                    ended.Interval.Clear();
                    loop.Empty.Enqueue(ended.Interval);
                }
                else
                {
                    _seconds[ended.Step][ended.Second] = ended.Interval;
                }
            }
        }

        SecondSummary? summary = null;
        for (var second = newest - 1; second >= 0 && summary is null; second--) summary = Summary(second);
        // What all loops have ended and nobody is shown any more is encoded, and its histogram used again.
        for (var step = 0; step < _seconds.Length; step++) Encode(step, Math.Min(whole, newest - 3));
        return summary;
    }

    public IReadOnlyList<SecondResult> Of(int step)
    {
        Encode(step, int.MaxValue);
        return _done[step];
    }

    private SecondSummary? Summary(int second)
    {
        var latency = new LongHistogram(1, StepRecorder.MostMicroseconds, 2);
        var (ok, failed) = (0L, 0L);
        foreach (var seconds in _seconds)
        {
            if (!seconds.TryGetValue(second, out var interval)) continue;
            latency.Add(interval.Latency);
            (ok, failed) = (ok + interval.Ok, failed + interval.Failed);
        }

        return ok + failed == 0 ? null : new SecondSummary(second, ok, failed, latency);
    }

    private void Encode(int step, int before)
    {
        while (_seconds[step].Count > 0 && _seconds[step].First() is var first && first.Key < before)
        {
            _seconds[step].Remove(first.Key);
            _done[step].Add(new SecondResult(first.Key, first.Value.Ok, first.Value.Failed, Histograms.Encode(first.Value.Latency)));
            first.Value.Clear();
            loops[0].Empty.Enqueue(first.Value);
        }
    }
}
