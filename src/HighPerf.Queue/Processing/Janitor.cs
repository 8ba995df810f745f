using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>
/// Tidies the streams: doorbells that a dead consumer left pending go back to the stream (and through the claim like any other), and
/// consumers that are idle with nothing pending are removed. A convenience: the sweep alone would lose no job. Removes from the ledger what
/// ended well long ago, a small batch each time, so that it does not grow for ever.
/// </summary>
internal sealed partial class Janitor(
    IJobLedger ledger, DoorbellReader doorbells, QueueRedis redis, JobQueueOptions options, TimeProvider time, ILogger<Janitor> logger) : BackgroundService
{
    /// <summary>Jobs removed at once, each lease: far more than a worker ends in that time.</summary>
    private const int Batch = 1_000;

    private static readonly string s_removeIdle = Resources.Read("remove-idle-consumer.lua");

    /// <summary>Hands back what was left pending for two leases, and removes dead consumers.</summary>
    public async Task TidyAsync()
    {
        var database = await redis.CommandsAsync();
        foreach (var priority in Enum.GetValues<JobPriority>())
        {
            foreach (var bell in await doorbells.TakeOverAsync(priority, options.Lease * 2, count: 100)) await doorbells.HandBackAsync(bell);
            foreach (var consumer in await database.StreamConsumerInfoAsync(redis.Stream(priority), QueueRedis.Group))
            {
                if (consumer.IdleTimeInMilliseconds < options.IdleConsumer.TotalMilliseconds) continue;
                await database.ScriptEvaluateAsync(s_removeIdle, [redis.Stream(priority)], [QueueRedis.Group, consumer.Name]);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(options.Lease, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            await TryAsync(TidyAsync);
            await TryAsync(() => ledger.RemoveEndedAsync(options.Retention, Batch, stoppingToken));
        }
    }

    private async Task TryAsync(Func<Task> duty)
    {
        try
        {
            await duty();
        }
        catch (Exception e) // a convenience must not end the worker
        {
            TidyFailed(e.Message);
        }
    }

    [LoggerMessage(2501, LogLevel.Debug, "Not tidied, next period tries again: {Reason}")]
    private partial void TidyFailed(string reason);
}
