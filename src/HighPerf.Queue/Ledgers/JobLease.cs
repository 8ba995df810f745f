namespace HighPerf.Queue.Ledgers;

/// <summary>What a renewal, a finish or a give-back must match, beside the owner.</summary>
public readonly record struct JobLease(Guid JobId, int Attempt);
