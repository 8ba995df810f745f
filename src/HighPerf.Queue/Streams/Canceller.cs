using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Streams;

/// <summary>Cancels jobs: the ledger holds the wish, a published nudge makes the worker that runs the job look at once.</summary>
public sealed partial class Canceller(IJobLedger ledger, QueueRedis redis, ILogger<Canceller> logger)
{
    /// <summary>See <see cref="IJobLedger.CancelAsync"/>; <paramref name="writes"/> are taken when nobody ran the job.</summary>
    public async Task<CancelResult> CancelAsync(Guid job, JobWrites writes, CancellationToken cancellationToken)
    {
        var result = await ledger.CancelAsync(job, writes, cancellationToken);
        if (result == CancelResult.Requested) await NudgeAsync(job);
        return result;
    }

    /// <summary>
    /// Tells the worker that runs the job, if one does, to look at its lease now: after the row was deleted, too. Never throws; a nudge
    /// that is lost costs a third of a lease.
    /// </summary>
    /// <returns>Whether the nudge was published.</returns>
    public async Task<bool> NudgeAsync(Guid job)
    {
        try
        {
            await (await redis.SubscriberAsync()).PublishAsync(redis.CancelChannel, job.ToString("N"));
            return true;
        }
        catch (Exception e) // whatever Redis answers, the next renewal sees it
        {
            NotNudged(job, e.Message);
            return false;
        }
    }

    [LoggerMessage(2002, LogLevel.Warning, "The worker of job {Job} is not nudged, its next renewal sees the cancellation: {Reason}")]
    private partial void NotNudged(Guid job, string reason);
}
