using HighPerf.Testing.Servers.Groups;

namespace HighPerf.Testing.Stacks;

/// <summary>What is started, on which processors, with how much in it.</summary>
/// <param name="Binaries">Where the published programs are.</param>
/// <param name="Settings">Of the API, beside what every private stack has.</param>
public sealed record StackPlan(
    string Binaries, int Players, int Videos, int Votes, int Cities, string? ApiCpus, string? PostgresCpus, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The API is started.</summary>
    public bool WithApi { get; init; } = true;

    /// <summary>The control group of the API, null: none.</summary>
    public LimitedGroup? ApiGroup { get; init; }

    /// <summary>The control group of PostgreSQL, null: none.</summary>
    public LimitedGroup? PostgresGroup { get; init; }

    public IReadOnlyDictionary<string, string> PostgresSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["shared_buffers"] = "256MB" };
}
