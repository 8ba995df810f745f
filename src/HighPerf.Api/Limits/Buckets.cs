using System.Collections.Concurrent;

namespace HighPerf.Api.Limits;

/// <summary>
/// A bucket for each of many that ask, by key; bounded. Ours and not the framework's, which takes a lock that all requests share, allocates for each, and
/// looks through all buckets ten times a second: here to be let in is one compare-and-set.
/// </summary>
internal sealed class Buckets<TKey> where TKey : struct, IEquatable<TKey>
{
    private const int MaxKeys = 65_536; // remembered before those are forgotten that ask no more

    private readonly ConcurrentDictionary<TKey, Bucket> _buckets = new();
    private readonly TimeProvider _time;
    private readonly bool _unlimited;
    private readonly long _interval;
    private readonly long _tolerance;
    private int _remembered;

    /// <param name="perSecond">Of each key; 0: no limit.</param>
    /// <param name="burst">How many at once, at least one.</param>
    public Buckets(double perSecond, double burst, TimeProvider time)
    {
        (_time, _unlimited) = (time, perSecond <= 0);
        if (_unlimited) return;
        _interval = (long)(time.TimestampFrequency / perSecond);
        _tolerance = _interval * ((long)Math.Max(1, Math.Ceiling(burst)) - 1);
    }

    /// <summary>How long until the key may ask again; zero: it may now, and has.</summary>
    public TimeSpan Take(TKey key)
    {
        if (_unlimited) return TimeSpan.Zero;
        var now = _time.GetTimestamp();
        if (!_buckets.TryGetValue(key, out var bucket)) bucket = Remember(key, now);
        return bucket.Take(now, _interval, _tolerance) is > 0 and var wait ? _time.GetElapsedTime(now, now + wait) : TimeSpan.Zero;
    }

    private Bucket Remember(TKey key, long now)
    {
        if (Interlocked.Increment(ref _remembered) > MaxKeys)
        {
            foreach (var (old, bucket) in _buckets)
            {
                if (bucket.IsFull(now)) _buckets.TryRemove(old, out _);
            }

            Interlocked.Exchange(ref _remembered, _buckets.Count);
        }

        return _buckets.GetOrAdd(key, static _ => new Bucket());
    }
}
