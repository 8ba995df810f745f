namespace HighPerf.Queue.Ledgers;

/// <summary>The product's own writes when a dead job is replayed, in the same transaction. False: what the job was about is gone; it stays dead.</summary>
public delegate Task<bool> ReplayWrites(JobTransaction transaction, CancellationToken cancellationToken);
