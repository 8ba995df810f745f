using HighPerf.Testing;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>The published worker, when there is one: of the directory that <c>HIGHPERF_BIN_DIR</c> names, or of the repository's <c>artifacts</c>, the one that ships first.</summary>
internal static class PublishedWorker
{
    private const string Program = "highperf-worker";

    public static string? Locate()
    {
        if (Environment.GetEnvironmentVariable("HIGHPERF_BIN_DIR") is { Length: > 0 } given) return Path.Combine(given, Program);
        var artifacts = Path.Combine(Repository.Root, "artifacts");
        string[] places = [Path.Combine(artifacts, "release", Program), Path.Combine(artifacts, "publish", Program)];
        return places.FirstOrDefault(File.Exists);
    }
}
