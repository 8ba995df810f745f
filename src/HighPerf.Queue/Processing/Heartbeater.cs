using System.Collections.Concurrent;
using HighPerf.Queue.Ledgers;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>
/// Renews the leases of all running jobs each third of a lease, in one statement, from a thread and a connection that the work cannot
/// starve. A lease that no longer matches (another worker, a deleted job) or whose job somebody cancels stops that job; a nudge makes
/// that quick. A lease that could not be extended because its row is locked is tried again soon. While the database is away nothing is stopped: nobody else can claim either, and every end is guarded.
/// </summary>
internal sealed partial class Heartbeater : IDisposable
{
    private readonly ConcurrentDictionary<JobLease, RunningJob> _running = new();
    private readonly IJobLedger _ledger;
    private readonly JobQueueOptions _options;
    private readonly QueueMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<Heartbeater> _logger;
    private readonly ManualResetEvent _stop = new(initialState: false);
    private readonly AutoResetEvent _nudged = new(initialState: false);
    private readonly Thread _thread;

    public Heartbeater(IJobLedger ledger, JobQueueOptions options, QueueMetrics metrics, TimeProvider time, ILogger<Heartbeater> logger)
    {
        (_ledger, _options, _metrics, _time, _logger) = (ledger, options, metrics, time, logger);
        _thread = new Thread(Beat) { IsBackground = true, Name = "lease renewal", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public void Watch(RunningJob job) => _running[job.Lease] = job;

    public void Forget(RunningJob job) => _running.TryRemove(job.Lease, out _);

    /// <summary>Something happened to the job: if it runs here, beat now instead of at the next third of a lease.</summary>
    public void Nudge(Guid job)
    {
        if (_running.Keys.Any(lease => lease.JobId == job)) _nudged.Set();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
        _nudged.Dispose();
    }

    private void Beat()
    {
        using var renewer = _ledger.OpenRenewer();
        var period = _options.Lease / 3;
        var soon = _options.Lease / 12; // what failed by a timeout has cost a third of the lease already
        var last = _time.GetTimestamp();
        var renewed = true;
        while (WaitHandle.WaitAny([_stop, _nudged], renewed ? period : soon) != 0)
        {
            var jobs = _running.Values.ToArray();
            if (_time.GetElapsedTime(last) > _options.Lease / 2 && jobs.Length > 0) _metrics.LateRenewal();
            try
            {
                renewed = jobs.Length == 0 || Renew(renewer, jobs);
                if (renewed) last = _time.GetTimestamp();
            }
            catch (Exception e) // the thread must outlive any outage of the database
            {
                renewed = false;
                RenewalFailed(e.Message);
            }
        }
    }

    /// <summary>False: a lease is held and not extended.</summary>
    private bool Renew(ILeaseRenewer renewer, RunningJob[] jobs)
    {
        var held = renewer.Renew([.. jobs.Select(j => j.Lease)], _options.Owner, _options.Lease).ToDictionary(r => r.Lease);
        foreach (var job in jobs)
        {
            if (!held.TryGetValue(job.Lease, out var renewed))
            {
                if (job.LoseLease()) Lost(job.Job.Id, job.Job.Attempt);
            }
            else if (renewed.CancelRequested && job.RequestCancel())
            {
                Cancelling(job.Job.Id, job.Job.Attempt);
            }
        }

        return held.Values.All(r => r.Extended);
    }

    [LoggerMessage(2201, LogLevel.Warning, "Lease of job {Job} attempt {Attempt} is lost, cancelling")]
    private partial void Lost(Guid job, int attempt);

    [LoggerMessage(2202, LogLevel.Error, "Leases not renewed, trying again: {Reason}")]
    private partial void RenewalFailed(string reason);

    [LoggerMessage(2203, LogLevel.Information, "Job {Job} attempt {Attempt} is cancelled on request")]
    private partial void Cancelling(Guid job, int attempt);
}
