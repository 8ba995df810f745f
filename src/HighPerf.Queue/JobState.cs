namespace HighPerf.Queue;

/// <summary>The stored states. <i>Dispatched, running, retrying</i> are read off lease and due time, never stored twice.</summary>
public static class JobState
{
    public const string Pending = "pending";
    public const string Succeeded = "succeeded";
    public const string Dead = "dead";
    public const string Cancelled = "cancelled";
}
