namespace HighPerf.Queue.Processing;

/// <summary>What a handler's successful run wants written with the end of its job.</summary>
/// <param name="Writes">Its own rows; run again from the start if the transaction has to be repeated.</param>
/// <param name="Result">JSON kept in the job's row, or null.</param>
/// <param name="Lost">Called when the lease turned out lost: undo what only this attempt made (its files).</param>
public sealed record JobOutcome(JobWrites Writes, string? Result = null, Func<Task>? Lost = null);
