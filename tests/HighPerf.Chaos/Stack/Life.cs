namespace HighPerf.Chaos.Stack;

/// <summary>One process of a program, from its start to its end; the lease owner in the database names its process id.</summary>
internal sealed class Life(int processId, DateTimeOffset from)
{
    public int ProcessId { get; } = processId;

    public DateTimeOffset From { get; } = from;

    /// <summary>Null: it runs.</summary>
    public DateTimeOffset? To { get; set; }

    /// <summary>Ended by a signal that it cannot answer, so that its leases run out.</summary>
    public bool Killed { get; set; }
}
