using HighPerf.Testing;
using HighPerf.Testing.Servers;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Clips;

/// <summary><c>highperf-worker transcode</c> at an engineer's terminal: whatever ends it, nothing stays behind.</summary>
public sealed class TranscodeCommandTests : IDisposable
{
    private const int Interrupted = 130; // 128 + SIGINT

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestDirectory _directory = TestDirectory.Create("transcode");

    private string Target => Path.Combine(_directory.FullPath, "out.mp4");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Where_there_is_no_home_a_missing_clip_leaves_no_directory_for_bumpers()
    {
        var temporary = _directory.Subdirectory("tmp");
        var options = new ChildProcessOptions
        {
            Program = PublishedPrograms.Worker,
            Arguments = ["transcode", Path.Combine(_directory.FullPath, "missing.mp4"), Target],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TMPDIR"] = temporary },
            OnlyThisEnvironment = true,
        };
        var result = await ChildProcess.RunAsync(options, Patience);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
    }

    /// <summary>A terminal sends Ctrl-C to the child too; it is the first to have it here, while it writes the first bumper.</summary>
    [Fact]
    public async Task Interrupted_with_its_child_it_leaves_no_part_behind()
    {
        var cache = _directory.Subdirectory("cache");
        await using var program = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            // A build server's shell may ignore Ctrl-C for all that it starts; at a terminal nobody does.
            Program = "env",
            Arguments = ["--default-signal=INT", PublishedPrograms.Worker, "transcode", await TestClips.Landscape1080p, Target, "--cache", cache],
        });
        await Poll.UntilAsync(
            "a bumper is being written", Patience, () => Task.FromResult(Parts(cache).Any()), () => program.Describe("writes no bumper"));

        ProcessSignals.Send(Assert.Single(ProcessTree.ChildrenOf(program.Id)), ProcessSignals.Interrupt);
        program.Signal(ProcessSignals.Interrupt);

        Assert.Equal(Interrupted, await program.WaitForExitAsync(Patience));
        Assert.Empty(Parts(_directory.FullPath));
    }

    private static IEnumerable<string> Parts(string directory) => Directory.EnumerateFiles(directory, "*.part", new EnumerationOptions
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None, // their names begin with a dot
    });
}
