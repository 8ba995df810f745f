namespace HighPerf.Testing.Servers;

/// <summary>How a private Redis is set up.</summary>
public sealed record RedisOptions
{
    /// <summary>A directory for an append-only file that is fsynced at every write; null: nothing is persisted.</summary>
    public string? AppendOnlyDirectory { get; init; }

    /// <summary>A file for the server's output; null: kept in memory alone.</summary>
    public string? LogFile { get; init; }
}
