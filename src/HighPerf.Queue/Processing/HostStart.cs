using Microsoft.Extensions.Hosting;

namespace HighPerf.Queue.Processing;

/// <summary>Listen before connecting: the queue's loops begin once the program serves, so that <c>/health/live</c> waits for nobody.</summary>
internal static class HostStart
{
    /// <summary>Ends when the host has started, or is stopped before that.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
