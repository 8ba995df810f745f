using System.Text.Json;
using HighPerf.Queue.Inspection;
using HighPerf.Queue.Processing;

namespace HighPerf.Queue.Ledgers;

/// <summary>
/// A ledger that dies with its process: for tests, and for measuring the web layer without a worker. Same rules as the durable one,
/// held by the same conformance suite. A handler's writes are collected first and take effect, with the end, under one lock.
/// </summary>
public sealed class MemoryLedger(TimeProvider time) : IJobLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, MemoryJob> _jobs = [];
    private readonly Dictionary<string, Guid> _pendingKeys = new(StringComparer.Ordinal);

    public Task<bool> EnqueueAsync(NewJob job, CancellationToken cancellationToken)
    {
        JsonDocument.Parse(job.Payload).Dispose(); // what the durable ledger refuses is refused here too
        lock (_gate)
        {
            if (_jobs.ContainsKey(job.Id) || (job.UniqueKey is { } key && !_pendingKeys.TryAdd(key, job.Id))) return Task.FromResult(false);
            _jobs.Add(job.Id, new MemoryJob(job, time.GetUtcNow()));
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(
        IReadOnlyCollection<Guid> jobs, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var claimed = new List<ClaimedJob>(jobs.Count);
            foreach (var job in jobs.Distinct().Select(Find).OfType<MemoryJob>().Where(j => j.IsFree(now))) claimed.Add(Claim(job, owner, lease, now));
            return Task.FromResult<IReadOnlyList<ClaimedJob>>(claimed);
        }
    }

    public Task<IReadOnlyList<JobPriority>> DueAsync(TimeSpan notRungWithin, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<JobPriority>>([.. ToRing(notRungWithin).Select(j => j.New.Priority).Distinct().Order()]);
        }
    }

    public Task<IReadOnlyList<Guid>> DispatchDueAsync(JobPriority priority, TimeSpan notRungWithin, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var due = ToRing(notRungWithin).Where(j => j.New.Priority == priority).OrderBy(j => j.DueAt).Take(limit).ToList();
            foreach (var job in due) job.DispatchedAt = time.GetUtcNow();
            return Task.FromResult<IReadOnlyList<Guid>>([.. due.Select(j => j.New.Id)]);
        }
    }

    public async Task<bool> CompleteAsync(ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.Result is { } result) JsonDocument.Parse(result).Dispose(); // refused here, too, when it is no JSON: PostgreSQL stores jsonb
        return await FinishAsync(job, JobState.Succeeded, (held, _) => held.Result = outcome.Result, outcome.Writes, cancellationToken);
    }

    public Task<bool> DeadAsync(ClaimedJob job, string reason, JobWrites writes, CancellationToken cancellationToken) =>
        FinishAsync(job, JobState.Dead, (held, now) => held.Note(now, "dead", JobReason.Clean(reason)), writes, cancellationToken);

    public Task<bool> CancelledAsync(ClaimedJob job, string reason, JobWrites writes, CancellationToken cancellationToken) =>
        FinishAsync(job, JobState.Cancelled, (held, now) => held.Note(now, "cancelled", JobReason.Clean(reason)), writes, cancellationToken);

    public Task<bool> RetryAsync(ClaimedJob job, string reason, TimeSpan delay, CancellationToken cancellationToken) => IfHeld(job, (held, now) =>
    {
        held.Failures++;
        held.Note(now, "failure", JobReason.Clean(reason));
        held.DueAt = now + delay;
        held.DispatchedAt = null;
        held.FreeLease();
    });

    public Task<bool> GiveBackAsync(ClaimedJob job, CancellationToken cancellationToken) => IfHeld(job, (held, _) =>
    {
        held.DispatchedAt = null;
        held.FreeLease();
    });

    public Task ReleaseAsync(IReadOnlyCollection<Guid> jobs, string owner, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var job in jobs.Select(Find).OfType<MemoryJob>().Where(j => j.IsPending && j.LeaseOwner == owner))
            {
                job.DispatchedAt = null;
                job.FreeLease();
            }
        }

        return Task.CompletedTask;
    }

    public async Task<CancelResult> CancelAsync(Guid job, JobWrites writes, CancellationToken cancellationToken)
    {
        var transaction = new MemoryJobTransaction();
        await writes(transaction, cancellationToken); // only collected; taken when nobody runs the job
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (Find(job) is not { } found) return CancelResult.NotFound;
            if (!found.IsPending) return CancelResult.Ended;
            found.CancelRequested = true;
            if (found.IsRunning(now)) return CancelResult.Requested;
            found.Note(now, "cancelled", "on request, before it ran");
            End(found, now, JobState.Cancelled);
            transaction.Commit();
            return CancelResult.Cancelled;
        }
    }

    public async Task<ReplayResult> ReplayAsync(Guid job, ReplayWrites writes, CancellationToken cancellationToken)
    {
        var transaction = new MemoryJobTransaction();
        var goesOn = await writes(transaction, cancellationToken);
        lock (_gate)
        {
            if (Find(job) is not { State: JobState.Dead } dead) return ReplayResult.NotDead;
            if (dead.New.UniqueKey is { } taken && _pendingKeys.ContainsKey(taken)) return ReplayResult.KeyTaken;
            if (!goesOn) return ReplayResult.Gone;
            var now = time.GetUtcNow();
            (dead.State, dead.Failures, dead.Crashes, dead.CancelRequested, dead.FinishedAt) = (JobState.Pending, 0, 0, false, null);
            (dead.DueAt, dead.DispatchedAt) = (now, now);
            dead.Note(now, "replay", "by an operator");
            if (dead.New.UniqueKey is { } key) _pendingKeys.Add(key, job);
            transaction.Commit();
            return ReplayResult.Replayed;
        }
    }

    public Task<bool> DropAsync(Guid job, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(Find(job) is { State: JobState.Dead } && _jobs.Remove(job));
    }

    public Task<int> RemoveEndedAsync(TimeSpan age, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var until = time.GetUtcNow() - age;
            var ended = _jobs.Values.Where(j => j.State is JobState.Succeeded or JobState.Cancelled && j.FinishedAt <= until)
                .OrderBy(j => j.FinishedAt).Take(limit).ToList();
            foreach (var job in ended) _jobs.Remove(job.New.Id);
            return Task.FromResult(ended.Count);
        }
    }

    public Task<JobRecord?> FindAsync(Guid job, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Find(job) is not { } j) return Task.FromResult<JobRecord?>(null);
            return Task.FromResult<JobRecord?>(new JobRecord(
                j.New.Id, j.New.Kind, j.State, j.Phase(time.GetUtcNow()), j.New.Priority, j.New.UniqueKey, j.Attempt, j.Failures, j.Crashes,
                j.CancelRequested, j.LeaseOwner, j.LeaseUntil?.UtcDateTime, j.CreatedAt.UtcDateTime, j.DueAt.UtcDateTime,
                j.DispatchedAt?.UtcDateTime, j.FinishedAt?.UtcDateTime, JsonElement.Parse(j.New.Payload),
                j.Result is { } result ? JsonElement.Parse(result) : null, [.. j.History], j.New.TraceParent));
        }
    }

    public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var free = _jobs.Values.Where(j => j.IsFree(now)).ToList();
            return Task.FromResult(new QueueDepth(
                free.Count, _jobs.Values.Count(j => j.Phase(now) == JobPhase.Scheduled), _jobs.Values.Count(j => j.IsRunning(now)),
                _jobs.Values.Count(j => j.State == JobState.Dead), free.Count == 0 ? TimeSpan.Zero : now - free.Min(j => j.DueAt)));
        }
    }

    public ILeaseRenewer OpenRenewer() => new MemoryLeaseRenewer(this);

    internal IReadOnlyList<RenewedLease> Renew(IReadOnlyCollection<JobLease> leases, string owner, TimeSpan lease)
    {
        lock (_gate)
        {
            var renewed = new List<RenewedLease>(leases.Count);
            foreach (var held in leases)
            {
                if (Find(held.JobId) is not { } job || !job.IsHeldBy(owner, held.Attempt)) continue;
                job.LeaseUntil = time.GetUtcNow() + lease;
                renewed.Add(new RenewedLease(held, job.CancelRequested));
            }

            return renewed;
        }
    }

    private static ClaimedJob Claim(MemoryJob job, string owner, TimeSpan lease, DateTimeOffset now)
    {
        var (tookOver, freeSince) = (job.LeaseOwner is not null, job.LeaseUntil > job.DueAt ? job.LeaseUntil.Value : job.DueAt);
        if (tookOver)
        {
            job.Crashes++;
            job.Note(now, "crash", $"the lease of {job.LeaseOwner} ran out");
        }

        job.Attempt++;
        (job.LeaseOwner, job.LeaseUntil) = (owner, now + lease);
        return new ClaimedJob(
            job.New.Id, job.New.Kind, job.New.Payload, job.New.Priority, job.Attempt, job.Failures, job.Crashes, owner, job.CancelRequested,
            tookOver, now - freeSince, job.New.TraceParent);
    }

    private MemoryJob? Find(Guid job) => _jobs.GetValueOrDefault(job);

    private IEnumerable<MemoryJob> ToRing(TimeSpan notRungWithin)
    {
        var now = time.GetUtcNow();
        return _jobs.Values.Where(j => j.IsFree(now) && (j.DispatchedAt is null || j.DispatchedAt <= now - notRungWithin));
    }

    private void End(MemoryJob job, DateTimeOffset now, string state)
    {
        job.End(now, state);
        if (job.New.UniqueKey is { } key) _pendingKeys.Remove(key);
    }

    private async Task<bool> FinishAsync(
        ClaimedJob job, string state, Action<MemoryJob, DateTimeOffset> note, JobWrites writes, CancellationToken cancellationToken)
    {
        var transaction = new MemoryJobTransaction();
        lock (_gate)
        {
            if (Find(job.Id) is not { } found || !found.IsHeldBy(job.Owner, job.Attempt)) return Find(job.Id) is { } ended && Ended(ended);
        }

        await writes(transaction, cancellationToken);
        lock (_gate)
        {
            if (Find(job.Id) is not { } found) return false;
            if (!found.IsHeldBy(job.Owner, job.Attempt)) return Ended(found);
            var now = time.GetUtcNow();
            note(found, now);
            End(found, now, state);
            transaction.Commit();
            return true;
        }

        bool Ended(MemoryJob found) => found.State == state && found.Attempt == job.Attempt;
    }

    private Task<bool> IfHeld(ClaimedJob job, Action<MemoryJob, DateTimeOffset> change)
    {
        lock (_gate)
        {
            if (Find(job.Id) is not { } held || !held.IsHeldBy(job.Owner, job.Attempt)) return Task.FromResult(false);
            change(held, time.GetUtcNow());
            return Task.FromResult(true);
        }
    }
}
