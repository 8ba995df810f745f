using HighPerf.Media.Isolation;
using HighPerf.Media.Showcase;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>How each end of a child is told: what may be tried again, and what an operator reads.</summary>
public sealed class ExitReasonTests
{
    private static readonly SourceRules AnyLength = new(TimeSpan.Zero, TimeSpan.FromMinutes(5), 0);

    [Theory]
    [InlineData(2, false, "did not understand")]
    [InlineData(3, false, "took its parent for dead")]
    [InlineData(4, false, "took its parent for dead")]
    [InlineData(5, false, "could not be confined")]
    [InlineData(0, true, "without an outcome, exit code 0")]
    [InlineData(77, true, "without an outcome, exit code 77")]
    [InlineData(128 + 4, true, "SIGILL: a fault in native code")]
    [InlineData(128 + 7, true, "SIGBUS: a fault in native code")]
    [InlineData(128 + 11, true, "SIGSEGV: a fault in native code")]
    [InlineData(128 + 6, true, "SIGABRT: it gave up")]
    [InlineData(128 + 9, true, "SIGKILL: from outside: the kernel was short of memory")]
    [InlineData(128 + 24, true, "SIGXCPU: it used more processor time than it may")]
    [InlineData(128 + 25, true, "SIGXFSZ: it wrote a larger file than it may")]
    [InlineData(128 + 31, true, "SIGSYS: it tried what its system call filter forbids")]
    [InlineData(128 + 50, true, "signal 50")]
    public void Each_exit_code_has_its_reason(int code, bool crashed, string reason)
    {
        var failed = ChildEnd.Describe(code);
        Assert.Equal(crashed, failed.Crashed);
        Assert.Contains(reason, failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_ends_in_silence_is_a_crash()
    {
        using var workspace = new Workspace();
        var outcome = await TestChild.RunAsync(TestChild.OptionsOf("exit", "77"), workspace.Request("/nowhere"));
        Assert.True(Assert.IsType<ShowcaseOutcome.Failed>(outcome).Crashed);
    }

    [Fact]
    public async Task Too_little_processor_time_is_named()
    {
        using var workspace = new Workspace();
        var outcome = await TestChild.RunAsync(
            TestChild.Options with { MaxCpuTime = TimeSpan.FromSeconds(2) }, workspace.Request(await Clips.Landscape1080p));
        Assert.Contains("SIGXCPU", Assert.IsType<ShowcaseOutcome.Failed>(outcome).Reason, StringComparison.Ordinal);
        Assert.Empty(workspace.Files);
    }

    [Fact]
    public async Task Too_large_a_file_is_named()
    {
        using var workspace = new Workspace();
        var outcome = await TestChild.RunAsync(
            TestChild.Options with { MaxFileBytes = 20_000 }, workspace.Request(await Clips.TooShort, AnyLength));
        Assert.Matches("SIGXFSZ|File too large", Assert.IsType<ShowcaseOutcome.Failed>(outcome).Reason);
        Assert.Empty(workspace.Files);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(160)]
    public async Task Too_little_memory_is_a_failure_and_ends_the_child_alone(int mebibytes)
    {
        using var workspace = new Workspace();
        var outcome = await TestChild.RunAsync(
            TestChild.Options with { MaxDataBytes = (long)mebibytes << 20 }, workspace.Request(await Clips.Landscape1080p));
        // x264 has no word for it: libav calls it "Generic error in an external library".
        Assert.Matches("memory|external library", Assert.IsType<ShowcaseOutcome.Failed>(outcome).Reason);
        Assert.Empty(workspace.Files);
    }
}
