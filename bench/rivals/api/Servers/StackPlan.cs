namespace HighPerf.ApiRace.Servers;

/// <summary>What is started, on which processors, with how much in it.</summary>
/// <param name="Binaries">Where the published programs are.</param>
/// <param name="Settings">Of the API, beside what every private stack has.</param>
internal sealed record StackPlan(
    string Binaries, int Players, int Videos, int Votes, int Cities, string? ApiCpus, string? PostgresCpus, IReadOnlyDictionary<string, string> Settings)
{
    public IReadOnlyDictionary<string, string> PostgresSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["shared_buffers"] = "256MB" };
}
