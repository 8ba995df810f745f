using HighPerf.Media.Isolation;
using HighPerf.Testing;

namespace HighPerf.Media.Tests.Isolation.Mutations;

/// <summary>
/// What runs the mutated clips. A full campaign takes the published worker when there is one (its start costs 13 ms, that of
/// this assembly 400): of the directory that <c>HIGHPERF_BIN_DIR</c> names, or of the repository's <c>artifacts</c>.
/// </summary>
internal static class MutationChild
{
    private const string Program = "highperf-worker";

    public static ChildOptions Options { get; } =
        (FullRun.IsWanted && Published() is { } program ? new ChildOptions(program) : TestChild.Options) with
        {
            Deadline = TimeSpan.FromSeconds(20),
            MaxCpuTime = TimeSpan.FromSeconds(20),
            Grace = TimeSpan.FromSeconds(3),
        };

    private static string? Published()
    {
        if (Environment.GetEnvironmentVariable("HIGHPERF_BIN_DIR") is { Length: > 0 } given) return Path.Combine(given, Program);
        var artifacts = Path.Combine(Repository.Root, "artifacts");
        string[] places = [Path.Combine(artifacts, "release", Program), Path.Combine(artifacts, "publish", Program)];
        return places.FirstOrDefault(File.Exists);
    }
}
