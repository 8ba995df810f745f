using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>
/// The published worker, run as an engineer runs it. Two flavours: the one linked with the machine's libav, in
/// <c>artifacts/publish</c> or the directory that HIGHPERF_BIN_DIR names, and the one that ships, with its own libav, in
/// <c>artifacts/release</c>. <c>./dev test</c> publishes before it tests; the second flavour is tested by <c>--full</c>.
/// </summary>
internal static class WorkerProgram
{
    public const string Shared = "shared";
    public const string Static = "static";

    /// <summary>The exit code of <c>transcode</c> for a clip that is refused.</summary>
    public const int RefusedExitCode = 65;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static IReadOnlyList<string> Flavours { get; } = FullRun.IsWanted ? [Shared, Static] : [Shared];

    public static Task<ChildProcessResult> TranscodeAsync(
        string flavour, string source, string video, string thumbnail, string cache, bool anyClip) =>
        ChildProcess.RunAsync(
            new ChildProcessOptions
            {
                Program = Locate(flavour),
                Arguments =
                [
                    "transcode", source, video, "--thumbnail", thumbnail, "--cache", cache, "--quiet", "--json", .. anyClip ? ["--any"] : Array.Empty<string>(),
                ],
            },
            Patience);

    public static string Locate(string flavour)
    {
        var path = Path.Combine(DirectoryOf(flavour), "highperf-worker");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: run ./dev {(flavour == Static ? "publish" : "up")}");
    }

    private static string DirectoryOf(string flavour)
    {
        if (flavour == Static) return Path.Combine(Repository.Root, "artifacts", "release");
        return Environment.GetEnvironmentVariable("HIGHPERF_BIN_DIR") is { Length: > 0 } given
            ? given
            : Path.Combine(Repository.Root, "artifacts", "publish");
    }
}
