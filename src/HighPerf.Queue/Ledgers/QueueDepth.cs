namespace HighPerf.Queue.Ledgers;

/// <summary>How much there is to do, in one look.</summary>
/// <param name="Waiting">Due and free to be taken, those included whose lease ran out.</param>
/// <param name="Scheduled">Due later.</param>
/// <param name="Running">Under a live lease.</param>
/// <param name="OldestDue">How long the oldest waiting job has been due; zero when none waits.</param>
public sealed record QueueDepth(long Waiting, long Scheduled, long Running, long Dead, TimeSpan OldestDue);
