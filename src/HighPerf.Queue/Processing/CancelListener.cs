using HighPerf.Queue.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>
/// Hears the nudges of <see cref="Canceller"/> and lets the heartbeat look at once. A convenience: without Redis a cancelled job is
/// noticed by the next renewal.
/// </summary>
internal sealed partial class CancelListener(
    QueueRedis redis, Heartbeater heartbeater, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CancelListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Subscribed once; the client subscribes again by itself after every loss of the connection.
                var subscriber = await redis.SubscriberAsync();
                await subscriber.SubscribeAsync(redis.CancelChannel, (_, job) =>
                {
                    if (Guid.TryParseExact((string?)job, "N", out var id)) heartbeater.Nudge(id);
                });
                return;
            }
            catch (Exception e) // Redis is away
            {
                NotSubscribed(e.Message);
                await Task.Delay(s_again, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(2601, LogLevel.Debug, "Not listening for cancelled jobs yet, the heartbeat sees them: {Reason}")]
    private partial void NotSubscribed(string reason);
}
