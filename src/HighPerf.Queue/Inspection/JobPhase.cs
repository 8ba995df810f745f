namespace HighPerf.Queue.Inspection;

/// <summary>What a pending job is doing, read off lease and due time. A job that has ended is in the phase of its state.</summary>
public static class JobPhase
{
    public const string Waiting = "waiting";
    public const string Scheduled = "scheduled";
    public const string Running = "running";
    public const string LeaseExpired = "lease_expired";
}
