using HighPerf.Queue.Inspection;
using HighPerf.Queue.Processing;

namespace HighPerf.Queue.Ledgers;

/// <summary>
/// The truth about jobs: payload, state, attempt, lease, due time, history. A call that is guarded by a lease answers whether the
/// lease still held; a late loser changes nothing.
/// </summary>
public interface IJobLedger
{
    /// <summary>
    /// Inserts a job for a caller without a transaction of its own; ring the bell afterwards. Repeating it with the same id is harmless.
    /// False: the id, or the unique key among the pending jobs, is there already.
    /// </summary>
    Task<bool> EnqueueAsync(NewJob job, CancellationToken cancellationToken);

    /// <summary>Takes those of the jobs that are pending, due and free of a live lease; a lease that ran out counts as one crash.</summary>
    Task<IReadOnlyList<ClaimedJob>> ClaimAsync(IReadOnlyCollection<Guid> jobs, string owner, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>The priorities of which <see cref="DispatchDueAsync"/> would return something. Cheap when there is nothing.</summary>
    Task<IReadOnlyList<JobPriority>> DueAsync(TimeSpan notRungWithin, CancellationToken cancellationToken);

    /// <summary>Marks up to <paramref name="limit"/> due jobs of one priority as rung now and returns them, oldest due first.</summary>
    Task<IReadOnlyList<Guid>> DispatchDueAsync(JobPriority priority, TimeSpan notRungWithin, int limit, CancellationToken cancellationToken);

    /// <summary>Ends the job as succeeded, in one transaction with the outcome's own writes. False: the lease was lost, nothing was written.</summary>
    Task<bool> CompleteAsync(ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Ends the job as dead, in one transaction with the handler's own writes. False: the lease was lost, nothing was written.</summary>
    Task<bool> DeadAsync(ClaimedJob job, string reason, JobWrites writes, CancellationToken cancellationToken);

    /// <summary>Ends the job as cancelled, in one transaction with the handler's own writes. False: the lease was lost, nothing was written.</summary>
    Task<bool> CancelledAsync(ClaimedJob job, string reason, JobWrites writes, CancellationToken cancellationToken);

    /// <summary>Counts a failure and makes the job due again after <paramref name="delay"/>.</summary>
    Task<bool> RetryAsync(ClaimedJob job, string reason, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Frees a lease without counting anything: the job is due at once for somebody else.</summary>
    Task<bool> GiveBackAsync(ClaimedJob job, CancellationToken cancellationToken);

    /// <summary>
    /// Frees what a claim by this owner may have taken when its answer was lost; counts nothing. Only for jobs that the owner does not run.
    /// </summary>
    Task ReleaseAsync(IReadOnlyCollection<Guid> jobs, string owner, CancellationToken cancellationToken);

    /// <summary>
    /// Cancels a job: at once, with <paramref name="writes"/> in the same transaction, when nobody runs it; otherwise by a wish that its
    /// worker's next renewal sees (and the next claim, should the worker die first).
    /// </summary>
    Task<CancelResult> CancelAsync(Guid job, JobWrites writes, CancellationToken cancellationToken);

    /// <summary>Makes a dead job pending and due again: failures and crashes are zeroed, never the attempt.</summary>
    Task<ReplayResult> ReplayAsync(Guid job, ReplayWrites writes, CancellationToken cancellationToken);

    /// <summary>Deletes a dead job. False: there is no such job in state dead.</summary>
    Task<bool> DropAsync(Guid job, CancellationToken cancellationToken);

    /// <summary>
    /// Removes up to <paramref name="limit"/> jobs that succeeded or were cancelled longer than <paramref name="age"/> ago, oldest first, and
    /// answers how many. Dead ones stay for the operator.
    /// </summary>
    Task<int> RemoveEndedAsync(TimeSpan age, int limit, CancellationToken cancellationToken);

    /// <summary>Everything about one job, or null.</summary>
    Task<JobRecord?> FindAsync(Guid job, CancellationToken cancellationToken);

    /// <summary>How much there is to do.</summary>
    Task<QueueDepth> DepthAsync(CancellationToken cancellationToken);

    /// <summary>A renewer with resources of its own, for the heartbeat's thread.</summary>
    ILeaseRenewer OpenRenewer();
}
