using System.Data.Common;
using System.Diagnostics;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>Runs one claimed job with the handler of its kind and writes how it ended. Answers the outcome's name, for log and metrics.</summary>
internal sealed partial class JobRunner(
    IEnumerable<IJobHandler> handlers, IJobLedger ledger, Bell bell, RetryPolicy retries, JobQueueOptions options, TimeProvider time,
    ILogger<JobRunner> logger)
{
    private static readonly TimeSpan s_outageWait = TimeSpan.FromMilliseconds(250);

    private static readonly JobWrites s_none = (_, _) => Task.CompletedTask;

    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);

    /// <summary>The kinds that there are handlers for.</summary>
    public IReadOnlyCollection<string> Kinds => _handlers.Keys;

    /// <param name="abandon">Ends the waiting for a database that is away.</param>
    public async Task<string> RunAsync(RunningJob running, CancellationToken abandon)
    {
        using var span = JobTrace.Run(running.Job);
        var outcome = "abandoned";
        try
        {
            return outcome = await RunToEndAsync(running, abandon);
        }
        finally
        {
            JobTrace.Ended(span, outcome);
        }
    }

    private async Task<string> RunToEndAsync(RunningJob running, CancellationToken abandon)
    {
        var job = running.Job;
        var handler = _handlers.GetValueOrDefault(job.Kind);
        if (job.CancelRequested) return await CancelledAsync(running, handler, "on request, its worker was lost", abandon);
        if (handler is null) return await DeadAsync(running, handler, $"no handler for kind {job.Kind}", abandon);
        if (job.Crashes >= options.MaxCrashes) return await DeadAsync(running, handler, $"{job.Crashes} leases ran out in its runs", abandon);

        JobOutcome outcome;
        try
        {
            outcome = await handler.RunAsync(job, running.Token);
        }
        catch (Exception) when (running.Token.IsCancellationRequested) // whatever it throws, it was told to stop
        {
            return await StoppedAsync(running, handler, abandon);
        }
        catch (Exception e)
        {
            return await FailAsync(running, handler, e, abandon);
        }

        running.Settle();
        try
        {
            if (await PersistAsync(() => ledger.CompleteAsync(job, outcome, abandon), abandon)) return "succeeded";
        }
        catch (Exception e) when (!abandon.IsCancellationRequested)
        {
            return await FailAsync(running, handler, e, abandon);
        }

        if (outcome.Lost is not null) await outcome.Lost();
        return "lost";
    }

    private async Task<string> StoppedAsync(RunningJob running, IJobHandler handler, CancellationToken abandon)
    {
        if (running.LeaseLost) return "lost";
        if (running.CancelRequested) return await CancelledAsync(running, handler, "on request, while it ran", abandon);
        var job = running.Job;
        running.Settle();
        await PersistAsync(() => ledger.GiveBackAsync(job, abandon), abandon);
        await bell.RingAsync(job.Priority, job.Id);
        return "given_back";
    }

    private async Task<string> FailAsync(RunningJob running, IJobHandler handler, Exception failure, CancellationToken abandon)
    {
        var job = running.Job;
        RunFailed(job.Kind, job.Id, job.Attempt, failure);
        Activity.Current?.AddException(failure);
        if (retries.DelayAfter(job, failure) is not { } delay) return await DeadAsync(running, handler, failure.Message, abandon);
        running.Settle();
        return await PersistAsync(() => ledger.RetryAsync(job, failure.Message, delay, abandon), abandon) ? "retried" : "lost";
    }

    private async Task<string> DeadAsync(RunningJob running, IJobHandler? handler, string reason, CancellationToken abandon)
    {
        var job = running.Job;
        JobWrites writes = handler is null ? s_none : (transaction, token) => handler.DeadAsync(job, transaction, token);
        if (!await EndAsync(running, reason, writes, (why, with) => ledger.DeadAsync(job, why, with, abandon), abandon)) return "lost";
        Died(job.Kind, job.Id, job.Attempt, reason);
        return "dead";
    }

    private async Task<string> CancelledAsync(RunningJob running, IJobHandler? handler, string reason, CancellationToken abandon)
    {
        var job = running.Job;
        JobWrites writes = handler is null ? s_none : (transaction, token) => handler.CancelledAsync(job, transaction, token);
        return await EndAsync(running, reason, writes, (why, with) => ledger.CancelledAsync(job, why, with, abandon), abandon) ? "cancelled" : "lost";
    }

    /// <summary>
    /// A job must be able to end whatever its handler thinks of it: when the handler's writes fail, it ends without them. When the database
    /// refused them, that says nothing about the handler: the exception goes on, the lease runs out and the end is tried again.
    /// </summary>
    private async Task<bool> EndAsync(
        RunningJob running, string reason, JobWrites writes, Func<string, JobWrites, Task<bool>> end, CancellationToken abandon)
    {
        running.Settle();
        try
        {
            return await PersistAsync(() => end(reason, writes), abandon);
        }
        catch (Exception e) when (e is not DbException && !abandon.IsCancellationRequested)
        {
            WritesFailed(running.Job.Kind, running.Job.Id, e);
            return await PersistAsync(() => end($"{reason}; its handler's writes failed: {e.Message}", s_none), abandon);
        }
    }

    /// <summary>Repeats a guarded write through an outage of the database and through deadlocks: its guard makes a repetition harmless.</summary>
    private async Task<bool> PersistAsync(Func<Task<bool>> write, CancellationToken abandon)
    {
        using var span = JobTrace.Commit();
        while (true)
        {
            try
            {
                return await write();
            }
            catch (DbException e) when (e.IsTransient)
            {
                Outage(e.Message);
                await Task.Delay(s_outageWait, time, abandon);
            }
        }
    }

    [LoggerMessage(2302, LogLevel.Warning, "{Kind} {Job} attempt {Attempt} failed")]
    private partial void RunFailed(string kind, Guid job, int attempt, Exception failure);

    [LoggerMessage(2303, LogLevel.Error, "{Kind} {Job} is dead after attempt {Attempt}: {Reason}")]
    private partial void Died(string kind, Guid job, int attempt, string reason);

    [LoggerMessage(2304, LogLevel.Warning, "The end of a job is not written yet, trying again: {Reason}")]
    private partial void Outage(string reason);

    [LoggerMessage(2306, LogLevel.Error, "{Kind} {Job} ends without its handler's writes")]
    private partial void WritesFailed(string kind, Guid job, Exception failure);
}
