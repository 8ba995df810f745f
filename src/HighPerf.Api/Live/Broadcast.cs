namespace HighPerf.Api.Live;

/// <summary>Wakes everybody who waits. Whoever takes <see cref="Next"/> before looking misses nothing.</summary>
internal sealed class Broadcast
{
    private volatile TaskCompletionSource _next = Signal();

    public Task Next => _next.Task;

    public void Raise() => Interlocked.Exchange(ref _next, Signal()).SetResult();

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
