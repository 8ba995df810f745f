using System.Globalization;
using HighPerf.Media.Native;
using HighPerf.Media.Showcase;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>What a child cannot do any more once it holds a clip; every attempt is a real process's.</summary>
public sealed class ConfinementTests
{
    private const int EndedBySigsys = 128 + 31;

    [Fact]
    public async Task Every_thread_of_a_child_at_work_is_confined()
    {
        using var workspace = new Workspace();
        using var child = TestChild.Start();
        await TestChild.SendAsync(child, workspace.Request(await Clips.Landscape1080p));
        await TestChild.AtWorkAsync(child);

        var threads = Directory.GetDirectories($"/proc/{child.Id}/task");
        Assert.True(threads.Length > 3, $"{threads.Length} threads");
        foreach (var thread in threads)
        {
            var status = await File.ReadAllLinesAsync(Path.Combine(thread, "status"));
            Assert.Contains("Seccomp:\t2", status); // SECCOMP_MODE_FILTER (proc(5))
            Assert.Contains("NoNewPrivs:\t1", status);
        }

        child.StandardInput.Close();
        await child.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("managed process")]
    [InlineData("socket")]
    [InlineData("socketpair")]
    [InlineData("connect")]
    [InlineData("bind")]
    [InlineData("execve")]
    [InlineData("execveat")]
    [InlineData("fork")]
    [InlineData("user namespace")]
    [InlineData("ptrace")]
    [InlineData("another's memory")]
    [InlineData("a signal to another")]
    [InlineData("a signal to all")]
    [InlineData("mount")]
    [InlineData("bpf")]
    [InlineData("io_uring")]
    [InlineData("setuid")]
    [InlineData("x32")]
    public async Task What_only_an_attacker_does_ends_the_process(string attempt)
    {
        var (code, output) = await AttemptAsync(attempt);
        Assert.Equal("", output);
        Assert.Equal(EndedBySigsys, code);
    }

    [Fact]
    public async Task The_runtimes_own_sockets_do_not_come_up()
    {
        var (code, output) = await AttemptAsync("managed socket");
        Assert.NotEqual(0, code); // its event loop (epoll) is missing before it asks for the first socket
        Assert.Equal("", output);
    }

    [Theory]
    [InlineData("clone3", AVConst.ENOSYS)] // the C library then starts its threads with clone
    [InlineData("chmod", AVConst.ENOSYS)]
    [InlineData("chown", AVConst.ENOSYS)]
    [InlineData("openat2", AVConst.ENOSYS)]
    [InlineData("seccomp", AVConst.ENOSYS)]
    [InlineData("own signals", AVConst.ENOSYS)]
    [InlineData("higher limits", AVConst.ENOSYS)]
    [InlineData("another's limits", AVConst.ENOSYS)]
    [InlineData("debuggable", AVConst.ENOSYS)]
    [InlineData("typing", AVConst.ENOTTY)]
    public async Task What_is_not_on_the_list_is_not_there(string attempt, int error)
    {
        var (code, output) = await AttemptAsync(attempt);
        Assert.Equal(0, code);
        Assert.Equal(error.ToString(CultureInfo.InvariantCulture), output);
    }

    [Fact]
    public async Task Threads_files_and_the_collector_work_as_ever()
    {
        var (code, output) = await AttemptAsync("daily work");
        Assert.Equal((0, "100000 1 7"), (code, output));
    }

    [Theory]
    [InlineData("mprotect")]
    [InlineData("mmap")]
    public async Task No_memory_becomes_executable_where_nothing_is_compiled_any_more(string call)
    {
        var (code, _) = await RunAsync(Confined.NoNewCodeVerb, call);
        Assert.Equal(AVConst.EACCES, code);
    }

    [Fact]
    public async Task Another_process_of_the_user_reads_nothing_of_the_parent()
    {
        var (code, output) = await RunAsync(Confined.PrivateVerb);
        Assert.Equal((0, "True False"), (code, output));
    }

    [Fact]
    public async Task The_runner_says_that_a_child_tried_what_is_forbidden()
    {
        using var workspace = new Workspace();
        var outcome = await TestChild.RunAsync(TestChild.OptionsOf(Confined.Verb, "socket"), workspace.Request("/nowhere"));
        var failed = Assert.IsType<ShowcaseOutcome.Failed>(outcome);
        Assert.True(failed.Crashed);
        Assert.Equal("the child was ended by SIGSYS: it tried what its system call filter forbids", failed.Reason);
    }

    [Fact]
    public async Task Where_the_kernel_cannot_confine_no_clip_is_opened()
    {
        using var workspace = new Workspace();
        var outcome = await TestChild.RunAsync(TestChild.OptionsOf(Confined.ImpossibleVerb), workspace.Request(await Clips.NoVideo));
        Assert.Equal(
            "this machine cannot confine a process that reads a clip (limits, seccomp filter): Function not implemented",
            Assert.IsType<ShowcaseOutcome.Failed>(outcome).Reason);
    }

    private static Task<(int Code, string Output)> AttemptAsync(string attempt) => RunAsync(Confined.Verb, attempt);

    private static async Task<(int Code, string Output)> RunAsync(params string[] verb)
    {
        using var child = TestChild.Start(TestChild.OptionsOf(verb));
        child.StandardInput.Close();
        var output = await child.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await child.WaitForExitAsync();
        return (child.ExitCode, output);
    }
}
