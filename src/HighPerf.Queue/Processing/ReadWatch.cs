namespace HighPerf.Queue.Processing;

/// <summary>
/// The time since the fetcher last read doorbells with success, an empty answer included. Time in which all slots were busy does not
/// count: nobody reads then, by design. Read when asked, so that a consumer that has stopped cannot hide behind its last value.
/// </summary>
public sealed class ReadWatch(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _last = time.GetTimestamp();
    private long? _pausedAt;

    public TimeSpan Age
    {
        get
        {
            lock (_gate) return time.GetElapsedTime(_last, _pausedAt ?? time.GetTimestamp());
        }
    }

    /// <summary>A read was answered.</summary>
    public void Succeeded()
    {
        lock (_gate) _last = time.GetTimestamp();
    }

    /// <summary>The fetcher waits for a slot.</summary>
    public void Pause()
    {
        lock (_gate) _pausedAt = time.GetTimestamp();
    }

    /// <summary>It has one.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            if (_pausedAt is { } since) _last += time.GetTimestamp() - since;
            _pausedAt = null;
        }
    }
}
