using HighPerf.Media.Isolation;
using HighPerf.Media.Showcase;
using HighPerf.Testing.Clips;
using Microsoft.Extensions.Logging.Abstractions;

namespace HighPerf.Media.Tests.Isolation;

public sealed class ShowcaseRunnerTests
{
    private static readonly SourceRules AnyLength = new(TimeSpan.Zero, TimeSpan.FromMinutes(5), 0);

    [Fact]
    public async Task A_child_makes_the_clip_and_reports()
    {
        using var workspace = new Workspace();
        var progress = new Recorder();
        var outcome = await RunnerOf(TestChild.Options).RunAsync(
            workspace.Request(await Clips.TooShort, AnyLength), progress, CancellationToken.None);
        var done = Assert.IsType<ShowcaseOutcome.Done>(outcome);
        Assert.Equal(9000, done.Result.DurationMs);
        Assert.Equal(["clip.1.jpg", "clip.1.mp4"], workspace.Files);
        Assert.Equal("", await FfmpegOracle.DecodeErrorsAsync(workspace.VideoPath));
        Assert.NotEmpty(progress.Values);
    }

    [Fact]
    public async Task A_refusal_crosses_the_process()
    {
        using var workspace = new Workspace();
        var outcome = await RunnerOf(TestChild.Options).RunAsync(
            workspace.Request(await Clips.NoVideo), new Recorder(), CancellationToken.None);
        Assert.Equal(RefusalCode.NoVideoStream, Assert.IsType<ShowcaseOutcome.Refused>(outcome).Code);
        Assert.Empty(workspace.Files);
    }

    [Fact]
    public async Task A_child_that_is_killed_is_reported_with_its_signal_and_leaves_no_part()
    {
        using var workspace = new Workspace();
        var progress = new Recorder();
        progress.OnFirst = () => TestChild.Kill(workspace.Directory);
        var outcome = await RunnerOf(TestChild.Marked(workspace.Directory)).RunAsync(
            workspace.Request(await Clips.Landscape1080p), progress, CancellationToken.None);
        var failed = Assert.IsType<ShowcaseOutcome.Failed>(outcome);
        Assert.True(failed.Crashed);
        Assert.Contains("SIGKILL", failed.Reason, StringComparison.Ordinal);
        Assert.Empty(workspace.Files);
    }

    [Fact]
    public async Task A_crash_is_reported_with_its_signal()
    {
        using var workspace = new Workspace();
        var outcome = await RunnerOf(TestChild.OptionsOf("crash")).RunAsync(
            workspace.Request("/nowhere"), new Recorder(), CancellationToken.None);
        var failed = Assert.IsType<ShowcaseOutcome.Failed>(outcome);
        Assert.True(failed.Crashed);
        Assert.Contains("SIGABRT", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_does_not_listen_is_killed_after_its_grace()
    {
        using var workspace = new Workspace();
        var options = TestChild.OptionsOf("deaf") with { Grace = TimeSpan.FromMilliseconds(200) };
        using var cancellation = new CancellationTokenSource();
        var progress = new Recorder { OnFirst = cancellation.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RunnerOf(options).RunAsync(workspace.Request("/nowhere"), progress, cancellation.Token));
    }

    [Fact]
    public async Task A_deadline_that_passes_is_a_failure()
    {
        using var workspace = new Workspace();
        var options = TestChild.OptionsOf("deaf") with { Deadline = TimeSpan.FromMilliseconds(300), Grace = TimeSpan.FromMilliseconds(200) };
        var outcome = await RunnerOf(options).RunAsync(workspace.Request("/nowhere"), new Recorder(), CancellationToken.None);
        Assert.Contains("deadline", Assert.IsType<ShowcaseOutcome.Failed>(outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_whose_parent_is_gone_ends_and_cleans_up()
    {
        using var workspace = new Workspace();
        using var child = TestChild.Start();
        await TestChild.SendAsync(child, workspace.Request(await Clips.Landscape1080p));
        await TestChild.AtWorkAsync(child);
        Assert.Contains(workspace.Files, file => file.EndsWith(".part", StringComparison.Ordinal));

        child.StandardInput.Close(); // what the kernel does when a parent dies

        await child.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(ShowcaseChild.ExitCancelled, child.ExitCode);
        Assert.Empty(workspace.Files);
    }

    [Fact]
    public async Task A_child_sees_no_environment_of_its_parent()
    {
        using var workspace = new Workspace();
        var outcome = await RunnerOf(TestChild.OptionsOf("environment")).RunAsync(
            workspace.Request("/nowhere"), new Recorder(), CancellationToken.None);
        Assert.Equal(
            "DOTNET_EnableDiagnostics=0 DOTNET_GCgen0size=200000 DOTNET_gcConcurrent=0 MALLOC_ARENA_MAX=1",
            Assert.IsType<ShowcaseOutcome.Failed>(outcome).Reason);
    }

    private static ShowcaseRunner RunnerOf(ChildOptions options) => new(options, NullLogger<ShowcaseRunner>.Instance);

    private sealed class Recorder : IProgress<int>
    {
        public List<int> Values { get; } = [];

        public Action? OnFirst { get; set; }

        public void Report(int value)
        {
            Values.Add(value);
            if (Values.Count == 1) OnFirst?.Invoke();
        }
    }
}
