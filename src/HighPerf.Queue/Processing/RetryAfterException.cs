namespace HighPerf.Queue.Processing;

/// <summary>
/// A failure whose end is known, like a server that says when to come again: it counts as one, and the job is retried after
/// <see cref="Delay"/> instead of a random time.
/// </summary>
public sealed class RetryAfterException : Exception
{
    /// <param name="delay">Not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public RetryAfterException(TimeSpan delay, string message, Exception? innerException = null) : base(message, innerException)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        Delay = delay;
    }

    public TimeSpan Delay { get; }
}
