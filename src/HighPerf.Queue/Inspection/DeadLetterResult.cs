namespace HighPerf.Queue.Inspection;

/// <summary>What became of one dead letter.</summary>
public sealed record DeadLetterResult(Guid Job, DeadLetterOutcome Outcome);
