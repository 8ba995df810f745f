namespace HighPerf.Testing.Servers;

/// <summary>How a private PostgreSQL is set up.</summary>
public sealed record PostgresOptions
{
    /// <summary>True: fsync as in production. False: nothing survives a power cut, and tests are quicker.</summary>
    public bool Durable { get; init; }

    public int MaxConnections { get; init; } = 200;

    /// <summary>The processors it may use, as in taskset(1); null: all.</summary>
    public string? Cpus { get; init; }

    /// <summary>A control group to run in; null: the test's own.</summary>
    public Groups.LimitedGroup? Group { get; init; }

    /// <summary>A file for the server's output; null: kept in memory alone.</summary>
    public string? LogFile { get; init; }

    /// <summary>More settings, as in postgresql.conf.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
