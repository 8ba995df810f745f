using HighPerf.Queue.Inspection;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;

namespace HighPerf.Queue.Tests.Processing;

/// <summary>A real ledger behind a connection that breaks once a claim has committed and before its answer arrives.</summary>
internal sealed class LosingLedger(IJobLedger ledger) : IJobLedger
{
    private int _toLose;

    public bool HasLost { get; private set; }

    public void LoseNextClaim() => Interlocked.Exchange(ref _toLose, 1);

    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(
        IReadOnlyCollection<Guid> jobs, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claimed = await ledger.ClaimAsync(jobs, owner, lease, cancellationToken);
        if (claimed.Count == 0 || Interlocked.Exchange(ref _toLose, 0) == 0) return claimed;
        HasLost = true;
        throw new IOException("connection reset by peer");
    }

    public Task<bool> EnqueueAsync(NewJob job, CancellationToken cancellationToken) => ledger.EnqueueAsync(job, cancellationToken);

    public Task<IReadOnlyList<JobPriority>> DueAsync(TimeSpan notRungWithin, CancellationToken cancellationToken) =>
        ledger.DueAsync(notRungWithin, cancellationToken);

    public Task<IReadOnlyList<Guid>> DispatchDueAsync(JobPriority priority, TimeSpan notRungWithin, int limit, CancellationToken cancellationToken) =>
        ledger.DispatchDueAsync(priority, notRungWithin, limit, cancellationToken);

    public Task<bool> CompleteAsync(ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken) =>
        ledger.CompleteAsync(job, outcome, cancellationToken);

    public Task<bool> DeadAsync(ClaimedJob job, string reason, JobWrites writes, CancellationToken cancellationToken) =>
        ledger.DeadAsync(job, reason, writes, cancellationToken);

    public Task<bool> CancelledAsync(ClaimedJob job, string reason, JobWrites writes, CancellationToken cancellationToken) =>
        ledger.CancelledAsync(job, reason, writes, cancellationToken);

    public Task<bool> RetryAsync(ClaimedJob job, string reason, TimeSpan delay, CancellationToken cancellationToken) =>
        ledger.RetryAsync(job, reason, delay, cancellationToken);

    public Task<bool> GiveBackAsync(ClaimedJob job, CancellationToken cancellationToken) => ledger.GiveBackAsync(job, cancellationToken);

    public Task ReleaseAsync(IReadOnlyCollection<Guid> jobs, string owner, CancellationToken cancellationToken) =>
        ledger.ReleaseAsync(jobs, owner, cancellationToken);

    public Task<CancelResult> CancelAsync(Guid job, JobWrites writes, CancellationToken cancellationToken) =>
        ledger.CancelAsync(job, writes, cancellationToken);

    public Task<ReplayResult> ReplayAsync(Guid job, ReplayWrites writes, CancellationToken cancellationToken) =>
        ledger.ReplayAsync(job, writes, cancellationToken);

    public Task<bool> DropAsync(Guid job, CancellationToken cancellationToken) => ledger.DropAsync(job, cancellationToken);

    public Task<int> RemoveEndedAsync(TimeSpan age, int limit, CancellationToken cancellationToken) =>
        ledger.RemoveEndedAsync(age, limit, cancellationToken);

    public Task<JobRecord?> FindAsync(Guid job, CancellationToken cancellationToken) => ledger.FindAsync(job, cancellationToken);

    public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) => ledger.DepthAsync(cancellationToken);

    public ILeaseRenewer OpenRenewer() => ledger.OpenRenewer();
}
