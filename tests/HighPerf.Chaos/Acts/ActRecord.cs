using HighPerf.Chaos.Plan;

namespace HighPerf.Chaos.Acts;

/// <summary>An act as it was done.</summary>
internal sealed class ActRecord(int number, ActKind kind, int processId, DateTimeOffset from)
{
    public int Number { get; } = number;

    public ActKind Kind { get; } = kind;

    /// <summary>The process that was hit; 0: a server.</summary>
    public int ProcessId { get; } = processId;

    public DateTimeOffset From { get; } = from;

    /// <summary>When what was hit was there again; null: not yet.</summary>
    public DateTimeOffset? To { get; set; }

    public bool IsPostgres => Kind is ActKind.PostgresRestart or ActKind.PostgresQuit or ActKind.PostgresKill;

    /// <summary>Whether it was under way at some time between the two.</summary>
    public bool Overlaps(DateTimeOffset begin, DateTimeOffset end) => From <= end && (To is not { } to || to >= begin);
}
