namespace HighPerf.Api.Limits;

/// <summary>
/// A token bucket as the generic cell rate algorithm keeps it (ITU-T I.371, annex A): the time at which it will be full again, and nothing else.
/// </summary>
internal sealed class Bucket
{
    private long _full; // a timestamp

    /// <summary>Nobody has taken anything of late: it says no more than a new one.</summary>
    public bool IsFull(long now) => Volatile.Read(ref _full) <= now;

    /// <summary>Takes one; how long until there is one, when there is none. All in timestamps.</summary>
    /// <param name="interval">Between two that are filled in.</param>
    /// <param name="tolerance">What may be taken at once, less one, in intervals.</param>
    public long Take(long now, long interval, long tolerance)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _full);
            var full = Math.Max(seen, now);
            if (full - now > tolerance) return full - now - tolerance;
            if (Interlocked.CompareExchange(ref _full, full + interval, seen) == seen) return 0;
        }
    }
}
