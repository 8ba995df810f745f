namespace HighPerf.Api.Limits;

/// <summary>
/// A token bucket as the generic cell rate algorithm keeps it (ITU-T I.371, annex A): the time at which it will be full again, and nothing else.
/// </summary>
internal sealed class AddressBucket
{
    private long _full; // a timestamp

    /// <summary>Nobody has taken anything of late: it says no more than a new one.</summary>
    public bool IsFull(long now) => Volatile.Read(ref _full) <= now;

    /// <summary>Takes one; how long until there is one, when there is none.</summary>
    /// <param name="time">Whose timestamps these are.</param>
    /// <param name="now">A timestamp.</param>
    /// <param name="interval">Between two that are filled in.</param>
    /// <param name="tolerance">What may be taken at once, less one, in intervals.</param>
    public TimeSpan Take(TimeProvider time, long now, TimeSpan interval, TimeSpan tolerance)
    {
        var step = (long)(interval.TotalSeconds * time.TimestampFrequency);
        var most = (long)(tolerance.TotalSeconds * time.TimestampFrequency);
        while (true)
        {
            var seen = Volatile.Read(ref _full);
            var full = Math.Max(seen, now);
            if (full - now > most) return time.GetElapsedTime(now + most, full);
            if (Interlocked.CompareExchange(ref _full, full + step, seen) == seen) return TimeSpan.Zero;
        }
    }
}
