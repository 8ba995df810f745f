using HighPerf.Queue.Ledgers;

namespace HighPerf.Queue.Processing;

/// <summary>A handler's own writes, run in the transaction that ends its job, after the job's row is locked and ended.</summary>
public delegate Task JobWrites(JobTransaction transaction, CancellationToken cancellationToken);
