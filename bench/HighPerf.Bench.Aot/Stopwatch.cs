using Ticks = System.Diagnostics.Stopwatch;

namespace HighPerf.Bench.Aot;

/// <summary>Times an operation: the median of batches that each take long enough for the clock.</summary>
internal static class Stopwatch
{
    private const int Batches = 15;

    private static readonly TimeSpan s_batch = TimeSpan.FromMilliseconds(50);

    /// <returns>Nanoseconds and allocated bytes of one operation.</returns>
    public static (double Nanoseconds, long Bytes) Measure(Action operation)
    {
        operation();
        var count = 1;
        while (Time(operation, count) < s_batch && count < 1 << 24) count *= 2;
        var times = Enumerable.Range(0, Batches).Select(_ => Time(operation, count).TotalNanoseconds / count).Order().ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++) operation();
        return (times[Batches / 2], (GC.GetAllocatedBytesForCurrentThread() - before) / count);
    }

    private static TimeSpan Time(Action operation, int count)
    {
        var began = Ticks.GetTimestamp();
        for (var i = 0; i < count; i++) operation();
        return Ticks.GetElapsedTime(began);
    }
}
