using HighPerf.Queue.Ledgers;

namespace HighPerf.Queue.Inspection;

/// <summary>What the product writes when this dead job is replayed, in the same transaction. False: what the job was about is gone.</summary>
public delegate Task<bool> ReplayRows(JobRecord job, JobTransaction transaction, CancellationToken cancellationToken);
