using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>
/// Turns doorbells into claimed jobs: asks for exactly the free slots, looks at one stream at a time in weighted order, and waits on
/// all of them only when all are empty. On SIGTERM it stops reading and drains the processor.
/// </summary>
internal sealed partial class Fetcher(
    IJobLedger ledger, DoorbellReader doorbells, Processor processor, Sweeper sweeper, ReadWatch watch, JobQueueOptions options,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Fetcher> logger) : BackgroundService
{
    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_maxBackoff = TimeSpan.FromSeconds(2);

    private readonly WeightedOrder _order = new();
    private readonly HashSet<Guid> _unanswered = []; // claims whose answer was lost: perhaps ours, and nobody runs them
    private int _free; // slots taken from the processor and not given to a job; only the loop touches it

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await processor.DrainAsync(options.DrainTimeout, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        processor.Begin();
        var backoff = s_firstBackoff;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                watch.Pause();
                _free = await processor.TakeSlotsAsync(stoppingToken);
                watch.Resume();
                await ReleaseAsync();
                await FetchAsync(stoppingToken);
                backoff = s_firstBackoff;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Stopping.
            }
            catch (Exception e) // Redis or the database is away or changes roles: a consumer that stops silently is the worst answer
            {
                FetchFailed(e.Message, backoff.TotalSeconds);
                await Task.Delay(backoff, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backoff = TimeSpan.FromTicks(Math.Min(backoff.Ticks * 2, s_maxBackoff.Ticks));
            }
            finally
            {
                processor.ReturnSlots(_free);
                _free = 0;
            }
        }
    }

    /// <summary>Fills the free slots with what is rung, or waits a while for a bell.</summary>
    private async Task FetchAsync(CancellationToken stoppingToken)
    {
        var bells = await ReadAsync(_free);
        if (bells.Count == 0)
        {
            sweeper.Ask();
            bells = await doorbells.WaitAsync(QueueRedis.MaxBlock);
            watch.Succeeded();
        }

        if (bells.Count == 0) return;
        // Once stopping, nothing is claimed any more; before that a claim is seen through, or its lease would count as a crash.
        var ours = stoppingToken.IsCancellationRequested ? [] : bells.Take(_free).ToArray();
        foreach (var surplus in bells.Skip(ours.Length)) await doorbells.HandBackAsync(surplus);
        if (ours.Length == 0) return;
        var claimed = await ClaimAsync([.. ours.Select(b => b.JobId).Distinct()]);
        foreach (var job in claimed)
        {
            processor.Start(job, ours.First(b => b.JobId == job.Id));
            _free--; // it is the job's now
        }

        var answered = claimed.Select(j => j.Id).ToHashSet();
        foreach (var refused in ours.Where(b => !answered.Remove(b.JobId))) await doorbells.AcknowledgeAsync(refused);
    }

    private async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(IReadOnlyCollection<Guid> jobs)
    {
        try
        {
            return await ledger.ClaimAsync(jobs, options.Owner, options.Lease, CancellationToken.None);
        }
        catch
        {
            _unanswered.UnionWith(jobs);
            throw;
        }
    }

    /// <summary>
    /// A claim that committed and whose answer was lost holds jobs that nobody runs: they are freed before their leases run out and count
    /// as crashes that were none.
    /// </summary>
    private async Task ReleaseAsync()
    {
        if (_unanswered.Count == 0) return;
        await ledger.ReleaseAsync([.. _unanswered.Where(job => !processor.IsRunning(job))], options.Owner, CancellationToken.None);
        _unanswered.Clear();
    }

    private async Task<IReadOnlyList<Doorbell>> ReadAsync(int slots)
    {
        foreach (var priority in _order.Next())
        {
            var bells = await doorbells.ReadAsync(priority, slots);
            watch.Succeeded();
            if (bells.Count > 0) return bells;
        }

        return [];
    }

    [LoggerMessage(2401, LogLevel.Warning, "No doorbells read, next try in {Seconds} s: {Reason}")]
    private partial void FetchFailed(string reason, double seconds);
}
