using System.Collections.Concurrent;
using HighPerf.Queue.Ledgers;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>
/// Renews the leases of all running jobs each third of a lease, in one statement, from a thread and a connection that the work cannot
/// starve. A lease that no longer matches (another worker, a deleted job) cancels that job's token. While the database is away nothing
/// is cancelled: nobody else can claim either, and every end is guarded.
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
    private readonly Thread _thread;

    public Heartbeater(IJobLedger ledger, JobQueueOptions options, QueueMetrics metrics, TimeProvider time, ILogger<Heartbeater> logger)
    {
        (_ledger, _options, _metrics, _time, _logger) = (ledger, options, metrics, time, logger);
        _thread = new Thread(Beat) { IsBackground = true, Name = "lease renewal", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public void Watch(RunningJob job) => _running[job.Lease] = job;

    public void Forget(RunningJob job) => _running.TryRemove(job.Lease, out _);

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Beat()
    {
        using var renewer = _ledger.OpenRenewer();
        var period = _options.Lease / 3;
        var last = _time.GetTimestamp();
        while (!_stop.WaitOne(period))
        {
            var jobs = _running.Values.ToArray();
            if (_time.GetElapsedTime(last) > _options.Lease / 2 && jobs.Length > 0) _metrics.LateRenewal();
            try
            {
                if (jobs.Length > 0)
                {
                    var held = renewer.Renew([.. jobs.Select(j => j.Lease)], _options.Owner, _options.Lease);
                    foreach (var job in jobs.Where(j => !held.Contains(j.Lease)))
                    {
                        if (job.LoseLease()) Lost(job.Job.Id, job.Job.Attempt);
                    }
                }

                last = _time.GetTimestamp();
            }
            catch (Exception e) // the thread must outlive any outage of the database
            {
                RenewalFailed(e.Message);
            }
        }
    }

    [LoggerMessage(2201, LogLevel.Warning, "Lease of job {Job} attempt {Attempt} is lost, cancelling")]
    private partial void Lost(Guid job, int attempt);

    [LoggerMessage(2202, LogLevel.Error, "Leases not renewed, trying again: {Reason}")]
    private partial void RenewalFailed(string reason);
}
