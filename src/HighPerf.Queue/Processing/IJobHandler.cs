using HighPerf.Queue.Ledgers;

namespace HighPerf.Queue.Processing;

/// <summary>Runs the jobs of one kind. May run twice for one job (never twice to the end): everything it makes carries the attempt.</summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <summary>
    /// Does the work. The token is cancelled when the job is cancelled, the lease is lost or the process drains. An exception counts as a
    /// failure and is retried by the policy; <see cref="RetryAfterException"/> says when, <see cref="PermanentJobException"/> ends the job as
    /// dead.
    /// </summary>
    Task<JobOutcome> RunAsync(ClaimedJob job, CancellationToken cancellationToken);

    /// <summary>The handler's writes when the job ends dead, in the same transaction.</summary>
    Task DeadAsync(ClaimedJob job, JobTransaction transaction, CancellationToken cancellationToken);

    /// <summary>The handler's writes when the job ends cancelled, in the same transaction. None, unless the handler has some.</summary>
    Task CancelledAsync(ClaimedJob job, JobTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;
}
