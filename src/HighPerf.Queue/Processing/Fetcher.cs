using System.Data.Common;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace HighPerf.Queue.Processing;

/// <summary>
/// Turns doorbells into claimed jobs: asks for exactly the free slots, looks at one stream at a time in weighted order, and waits on
/// all of them only when all are empty. On SIGTERM it stops reading and drains the processor.
/// </summary>
internal sealed partial class Fetcher(
    IJobLedger ledger, DoorbellReader doorbells, Processor processor, Sweeper sweeper, JobQueueOptions options,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Fetcher> logger) : BackgroundService
{
    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_maxBackoff = TimeSpan.FromSeconds(2);

    private readonly WeightedOrder _order = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await processor.DrainAsync(options.DrainTimeout);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        var backoff = s_firstBackoff;
        while (!stoppingToken.IsCancellationRequested)
        {
            var slots = 0;
            try
            {
                slots = await processor.TakeSlotsAsync(stoppingToken);
                slots -= await FetchAsync(slots, stoppingToken);
                backoff = s_firstBackoff;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Stopping.
            }
            catch (Exception e) when (e is RedisException or TimeoutException or DbException)
            {
                FetchFailed(e.Message, backoff.TotalSeconds);
                await Task.Delay(backoff, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backoff = TimeSpan.FromTicks(Math.Min(backoff.Ticks * 2, s_maxBackoff.Ticks));
            }
            finally
            {
                processor.ReturnSlots(slots);
            }
        }
    }

    /// <summary>Fills up to <paramref name="slots"/> slots; how many it used.</summary>
    private async Task<int> FetchAsync(int slots, CancellationToken stoppingToken)
    {
        var bells = await ReadAsync(slots);
        if (bells.Count == 0)
        {
            sweeper.Ask();
            bells = await doorbells.WaitAsync(QueueRedis.MaxBlock);
        }

        if (bells.Count == 0) return 0;
        foreach (var surplus in bells.Skip(slots)) await doorbells.HandBackAsync(surplus);
        var ours = bells.Take(slots).ToArray();
        var claimed = await ledger.ClaimAsync([.. ours.Select(b => b.JobId).Distinct()], options.Owner, options.Lease, stoppingToken);
        var started = 0;
        foreach (var job in claimed)
        {
            processor.Start(job, ours.First(b => b.JobId == job.Id));
            started++;
        }

        var answered = claimed.Select(j => j.Id).ToHashSet();
        foreach (var refused in ours.Where(b => !answered.Remove(b.JobId))) await doorbells.AcknowledgeAsync(refused);
        return started;
    }

    private async Task<IReadOnlyList<Doorbell>> ReadAsync(int slots)
    {
        foreach (var priority in _order.Next())
        {
            var bells = await doorbells.ReadAsync(priority, slots);
            if (bells.Count > 0) return bells;
        }

        return [];
    }

    [LoggerMessage(2401, LogLevel.Warning, "No doorbells read, next try in {Seconds} s: {Reason}")]
    private partial void FetchFailed(string reason, double seconds);
}
