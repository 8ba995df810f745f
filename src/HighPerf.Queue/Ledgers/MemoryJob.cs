using HighPerf.Queue.Inspection;

namespace HighPerf.Queue.Ledgers;

/// <summary>A job of the memory ledger: the columns of jobs.sql. Touched only under the ledger's lock.</summary>
internal sealed class MemoryJob(NewJob job, DateTimeOffset now)
{
    public NewJob New { get; } = job;

    public DateTimeOffset CreatedAt { get; } = now;

    public DateTimeOffset DueAt { get; set; } = now + job.Delay;

    public DateTimeOffset? DispatchedAt { get; set; } = job.Delay == TimeSpan.Zero ? now : null;

    public DateTimeOffset? FinishedAt { get; set; }

    public string State { get; set; } = JobState.Pending;

    public int Attempt { get; set; }

    public int Failures { get; set; }

    public int Crashes { get; set; }

    public bool CancelRequested { get; set; }

    public string? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public string? Result { get; set; }

    public List<JobEvent> History { get; } = [];

    public bool IsPending => State == JobState.Pending;

    public bool IsHeldBy(string owner, int attempt) => IsPending && LeaseOwner == owner && Attempt == attempt;

    /// <summary>Pending, due and free of a live lease.</summary>
    public bool IsFree(DateTimeOffset now) => IsPending && DueAt <= now && !IsRunning(now);

    public bool IsRunning(DateTimeOffset now) => IsPending && LeaseUntil > now;

    public string Phase(DateTimeOffset now) =>
        !IsPending ? State
        : LeaseUntil > now ? JobPhase.Running
        : LeaseUntil is not null ? JobPhase.LeaseExpired
        : DueAt > now ? JobPhase.Scheduled
        : JobPhase.Waiting;

    public void Note(DateTimeOffset now, string what, string reason) => History.Add(new JobEvent(Attempt, now.UtcDateTime, what, reason));

    public void FreeLease() => (LeaseOwner, LeaseUntil) = (null, null);

    public void End(DateTimeOffset now, string state)
    {
        State = state;
        FinishedAt = now;
        FreeLease();
    }
}
