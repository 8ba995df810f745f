namespace HighPerf.Queue.Ledgers;

/// <summary>A lease that a renewal has found held.</summary>
/// <param name="CancelRequested">Whether somebody wants its job cancelled.</param>
/// <param name="Extended">False: the job's row was locked, so the lease is as old as before; try again soon.</param>
public readonly record struct RenewedLease(JobLease Lease, bool CancelRequested, bool Extended = true);
