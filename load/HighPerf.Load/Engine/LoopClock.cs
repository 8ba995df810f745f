using System.Diagnostics;
using HighPerf.Load.Native;

namespace HighPerf.Load.Engine;

/// <summary>A loop's time: nanoseconds after the beginning of the load.</summary>
/// <param name="begins">The timestamp of the beginning.</param>
internal sealed class LoopClock(long begins)
{
    private long _wallBegins; // the wall clock's time of the beginning, by its last reading

    /// <summary>As last read.</summary>
    public long Now { get; private set; }

    public long Read() => Now = Stopwatch.GetTimestamp() - begins;

    /// <summary>Reads both clocks, so that what the kernel says by one can be told by the other.</summary>
    public void Compare() => _wallBegins = ThreadTime.Wall() - Read();

    /// <summary>When the kernel received something, by its wall clock; now, when it does not say or that cannot be.</summary>
    /// <param name="notBefore">When it was asked for.</param>
    public long Received(long wall, long notBefore)
    {
        var at = wall - _wallBegins;
        return at >= notBefore && at <= Now ? at : Now;
    }

    public void SleepUntil(long time) => ThreadTime.SleepUntil(begins + time);
}
