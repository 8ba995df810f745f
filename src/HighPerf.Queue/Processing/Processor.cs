using System.Collections.Concurrent;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>
/// The slots: holds claimed jobs, each under a watched lease, while they run. The end commits first; only then its doorbell is
/// acknowledged.
/// </summary>
internal sealed partial class Processor(
    JobRunner runner, DoorbellReader doorbells, Heartbeater heartbeater, JobQueueOptions options, QueueMetrics metrics, TimeProvider time,
    ILogger<Processor> logger) : IDisposable
{
    private readonly ConcurrentDictionary<RunningJob, Task> _running = new();
    private readonly SemaphoreSlim _slots = new(options.Slots, options.Slots);
    /// <summary>How long handlers may take to stop and leases to be given back, beside half the patience: a child that is asked, waited for
    /// and killed on a busy machine takes seconds, and a lease that is not given back counts as a crash.</summary>
    private static readonly TimeSpan s_stopping = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _abandon = new();

    /// <summary>The host has started, and whoever reads the metrics listens.</summary>
    public void Begin() => metrics.Begin(runner.Kinds);

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

    public bool IsRunning(Guid job) => _running.Keys.Any(r => r.Job.Id == job);

    /// <summary>Starts a job in a slot taken before; the slot is free again when it has ended.</summary>
    public void Start(ClaimedJob job, Doorbell doorbell)
    {
        var running = new RunningJob(job);
        heartbeater.Watch(running);
        metrics.Claimed(job);
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
        if (await CompletesWithinAsync(all, patience / 2 + s_stopping)) return;
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
            outcome = await runner.RunAsync(running, _abandon.Token);
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

    [LoggerMessage(2301, LogLevel.Information, "{Kind} {Job} attempt {Attempt}: {Outcome} after {Seconds:F2} s")]
    private partial void Ended(string kind, Guid job, int attempt, string outcome, double seconds);

    [LoggerMessage(2305, LogLevel.Error, "Job {Job} attempt {Attempt} left its slot without an end; its lease will run out")]
    private partial void RunBroke(Guid job, int attempt, Exception failure);

    [LoggerMessage(2307, LogLevel.Warning, "The doorbell of job {Job} is not acknowledged: {Reason}")]
    private partial void NotAcknowledged(Guid job, string reason);
}
