using HighPerf.Queue.Processing;

namespace HighPerf.Queue.Ledgers;

/// <summary>
/// The truth about jobs: payload, state, attempt, lease, due time, history. A call that is guarded by a lease answers whether the
/// lease still held; a late loser changes nothing.
/// </summary>
public interface IJobLedger
{
    /// <summary>Takes those of the jobs that are pending, due and free of a live lease; a lease that ran out counts as one crash.</summary>
    Task<IReadOnlyList<ClaimedJob>> ClaimAsync(IReadOnlyCollection<Guid> jobs, string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Marks up to <paramref name="limit"/> due jobs of one priority as rung now and returns them, oldest due first.</summary>
    Task<IReadOnlyList<Guid>> DispatchDueAsync(JobPriority priority, TimeSpan notRungWithin, int limit, CancellationToken cancellationToken);

    /// <summary>Ends the job as succeeded, in one transaction with the outcome's own writes. False: the lease was lost, nothing was written.</summary>
    Task<bool> CompleteAsync(ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Ends the job as dead, in one transaction with the handler's own writes. False: the lease was lost, nothing was written.</summary>
    Task<bool> DeadAsync(ClaimedJob job, string reason, JobWrites writes, CancellationToken cancellationToken);

    /// <summary>Counts a failure and makes the job due again after <paramref name="delay"/>.</summary>
    Task<bool> RetryAsync(ClaimedJob job, string reason, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Frees a lease without counting anything: the job is due at once for somebody else.</summary>
    Task<bool> GiveBackAsync(ClaimedJob job, CancellationToken cancellationToken);

    /// <summary>A renewer with resources of its own, for the heartbeat's thread.</summary>
    ILeaseRenewer OpenRenewer();
}
