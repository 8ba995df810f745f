namespace HighPerf.Queue.Inspection;

/// <summary>What the jobs of one kind are doing. Rates per second, over the window that was asked for.</summary>
/// <param name="Waiting">Due and free to be taken.</param>
/// <param name="OldestDueSeconds">How long the oldest waiting one has been due; 0 when none waits.</param>
public sealed record KindActivity(
    string Kind,
    long Waiting,
    long Scheduled,
    long Running,
    long Dead,
    double OldestDueSeconds,
    double SucceededPerSecond,
    double DiedPerSecond);
