using System.Diagnostics;
using System.Globalization;

namespace HighPerf.Load.Runs;

/// <summary>What the generator's machine did meanwhile: time that its host took away (proc(5), <c>/proc/stat</c>), and clocks that disagree.</summary>
internal sealed class SystemWatch
{
    private (long All, long Steal)? _from;
    private (long All, long Steal)? _until;
    private readonly DateTimeOffset _wall = TimeProvider.System.GetUtcNow();
    private readonly long _monotonic = Stopwatch.GetTimestamp();

    /// <summary>To be called again and again: the measured time begins when it is first said that it has, and ends when it is first said that it has ended.</summary>
    public void Look(bool hasBegun, bool hasEnded)
    {
        if (hasBegun) _from ??= Processor();
        if (hasEnded) _until ??= Processor();
    }

    /// <summary>The share of all processors' time, of the measured time, that others had.</summary>
    public double Steal()
    {
        var now = Processor();
        var (from, until) = (_from ?? now, _until ?? now);
        return until.All == from.All ? 0 : (double)(until.Steal - from.Steal) / (until.All - from.All);
    }

    /// <summary>Seconds that the wall clock has moved against the monotonic one since the beginning.</summary>
    public double ClockDrift() => (TimeProvider.System.GetUtcNow() - _wall - Stopwatch.GetElapsedTime(_monotonic)).TotalSeconds;

    /// <summary>The model of the processor.</summary>
    public static string Model() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";

    private static (long All, long Steal) Processor()
    {
        var numbers = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (numbers.Sum(), numbers.Length > 7 ? numbers[7] : 0);
    }
}
