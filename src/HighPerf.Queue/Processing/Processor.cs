using System.Collections.Concurrent;
using System.Data.Common;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>
/// The slots: runs claimed jobs, each under a watched lease, and writes how they ended. The end commits first; only then its doorbell
/// is acknowledged.
/// </summary>
internal sealed partial class Processor(
    IEnumerable<IJobHandler> handlers, IJobLedger ledger, DoorbellReader doorbells, Bell bell, Heartbeater heartbeater, RetryPolicy retries,
    JobQueueOptions options, QueueMetrics metrics, TimeProvider time, ILogger<Processor> logger) : IDisposable
{
    private static readonly TimeSpan s_outageWait = TimeSpan.FromMilliseconds(250);

    private static readonly JobWrites s_none = (_, _) => Task.CompletedTask;

    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<RunningJob, Task> _running = new();
    private readonly SemaphoreSlim _slots = new(options.Slots, options.Slots);
    private readonly CancellationTokenSource _abandon = new();

    /// <summary>Waits for a free slot, takes it and every other one that is free, and says how many.</summary>
    public async Task<int> TakeSlotsAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        var taken = 1;
        while (await _slots.WaitAsync(TimeSpan.Zero, cancellationToken)) taken++;
        return taken;
    }

    public void ReturnSlots(int count)
    {
        if (count > 0) _slots.Release(count);
    }

    /// <summary>Starts a job in a slot taken before; the slot is free again when it has ended.</summary>
    public void Start(ClaimedJob job, Doorbell doorbell)
    {
        var running = new RunningJob(job);
        heartbeater.Watch(running);
        metrics.Claimed(job.Kind);
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[running] = finished.Task;
        _ = Task.Run(async () =>
        {
            await RunAsync(running, doorbell);
            _running.TryRemove(running, out _);
            running.Dispose();
            _slots.Release();
            finished.SetResult();
        });
    }

    /// <summary>Waits for the running jobs; after <paramref name="patience"/> cancels them, so that their leases are given back.</summary>
    public async Task DrainAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var all = Task.WhenAll(_running.Values);
        if (await CompletesWithinAsync(all, patience)) return;
        foreach (var running in _running.Keys) running.Drain();
        if (await CompletesWithinAsync(all, patience / 2 + TimeSpan.FromSeconds(2))) return;
        await _abandon.CancelAsync(); // the database is away too: the leases run out, the sweep rings
        await all.WaitAsync(cancellationToken); // a handler that hears nothing ends with the process
    }

    public void Dispose()
    {
        _slots.Dispose();
        _abandon.Dispose();
    }

    private async Task<bool> CompletesWithinAsync(Task task, TimeSpan within) =>
        await Task.WhenAny(task, Task.Delay(within, time)) == task;

    private async Task RunAsync(RunningJob running, Doorbell doorbell)
    {
        var job = running.Job;
        var started = time.GetTimestamp();
        var outcome = "abandoned";
        try
        {
            outcome = await ExecuteAsync(running);
            heartbeater.Forget(running);
            await AcknowledgeAsync(doorbell);
        }
        catch (Exception e) // the slot must come back whatever happened; the lease runs out and the job is taken over
        {
            RunBroke(job.Id, job.Attempt, e);
        }
        finally
        {
            heartbeater.Forget(running);
            var took = time.GetElapsedTime(started);
            metrics.Ended(job.Kind, outcome, took);
            Ended(job.Kind, job.Id, job.Attempt, outcome, took.TotalSeconds);
        }
    }

    private async Task<string> ExecuteAsync(RunningJob running)
    {
        var job = running.Job;
        if (!_handlers.TryGetValue(job.Kind, out var handler))
        {
            return await DeadAsync(running, handler: null, $"no handler for kind {job.Kind}");
        }

        if (job.Crashes >= options.MaxCrashes)
        {
            return await DeadAsync(running, handler, $"{job.Crashes} leases ran out in its runs");
        }

        JobOutcome outcome;
        try
        {
            outcome = await handler.RunAsync(job, running.Token);
            running.Settle();
            if (await PersistAsync(() => ledger.CompleteAsync(job, outcome, _abandon.Token))) return "succeeded";
        }
        catch (OperationCanceledException) when (running.Token.IsCancellationRequested)
        {
            if (running.LeaseLost) return "lost";
            running.Settle();
            await PersistAsync(() => ledger.GiveBackAsync(job, _abandon.Token));
            await bell.RingAsync(job.Priority, job.Id);
            return "given_back";
        }
        catch (Exception e) when (e is not OperationCanceledException || !_abandon.IsCancellationRequested)
        {
            return await FailAsync(running, handler, e);
        }

        if (outcome.Lost is not null) await outcome.Lost();
        return "lost";
    }

    private async Task<string> FailAsync(RunningJob running, IJobHandler handler, Exception failure)
    {
        var job = running.Job;
        RunFailed(job.Kind, job.Id, job.Attempt, failure);
        if (retries.DelayAfter(job, failure) is not { } delay) return await DeadAsync(running, handler, failure.Message);
        running.Settle();
        return await PersistAsync(() => ledger.RetryAsync(job, failure.Message, delay, _abandon.Token)) ? "retried" : "lost";
    }

    private async Task<string> DeadAsync(RunningJob running, IJobHandler? handler, string reason)
    {
        var job = running.Job;
        running.Settle();
        JobWrites writes = (transaction, token) => handler is null ? Task.CompletedTask : handler.DeadAsync(job, transaction, token);
        bool ended;
        try
        {
            ended = await PersistAsync(() => ledger.DeadAsync(job, reason, writes, _abandon.Token));
        }
        catch (Exception e) when (e is not OperationCanceledException) // a job must be able to die whatever its handler thinks of it
        {
            DeadWritesFailed(job.Kind, job.Id, e);
            ended = await PersistAsync(() => ledger.DeadAsync(job, $"{reason}; its handler's writes failed: {e.Message}", s_none, _abandon.Token));
        }

        if (!ended) return "lost";
        Died(job.Kind, job.Id, job.Attempt, reason);
        return "dead";
    }

    private async Task AcknowledgeAsync(Doorbell doorbell)
    {
        try
        {
            await doorbells.AcknowledgeAsync(doorbell);
        }
        catch (Exception e) // Redis is away: the bell is answered later by a refused claim
        {
            NotAcknowledged(doorbell.JobId, e.Message);
        }
    }

    /// <summary>Repeats a guarded write through an outage of the database: its guard makes a repetition harmless.</summary>
    private async Task<bool> PersistAsync(Func<Task<bool>> write)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (DbException e) when (e.IsTransient)
            {
                Outage(e.Message);
                await Task.Delay(s_outageWait, time, _abandon.Token);
            }
        }
    }

    [LoggerMessage(2301, LogLevel.Information, "{Kind} {Job} attempt {Attempt}: {Outcome} after {Seconds:F2} s")]
    private partial void Ended(string kind, Guid job, int attempt, string outcome, double seconds);

    [LoggerMessage(2302, LogLevel.Warning, "{Kind} {Job} attempt {Attempt} failed")]
    private partial void RunFailed(string kind, Guid job, int attempt, Exception failure);

    [LoggerMessage(2303, LogLevel.Error, "{Kind} {Job} is dead after attempt {Attempt}: {Reason}")]
    private partial void Died(string kind, Guid job, int attempt, string reason);

    [LoggerMessage(2304, LogLevel.Warning, "The end of a job is not written yet, trying again: {Reason}")]
    private partial void Outage(string reason);

    [LoggerMessage(2306, LogLevel.Error, "{Kind} {Job} ends dead without its handler's writes")]
    private partial void DeadWritesFailed(string kind, Guid job, Exception failure);

    [LoggerMessage(2307, LogLevel.Warning, "The doorbell of job {Job} is not acknowledged: {Reason}")]
    private partial void NotAcknowledged(Guid job, string reason);

    [LoggerMessage(2305, LogLevel.Error, "Job {Job} attempt {Attempt} left its slot without an end; its lease will run out")]
    private partial void RunBroke(Guid job, int attempt, Exception failure);
}
