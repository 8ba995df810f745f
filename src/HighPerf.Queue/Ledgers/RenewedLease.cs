namespace HighPerf.Queue.Ledgers;

/// <summary>A lease that a renewal has extended, and whether somebody wants its job cancelled.</summary>
public readonly record struct RenewedLease(JobLease Lease, bool CancelRequested);
