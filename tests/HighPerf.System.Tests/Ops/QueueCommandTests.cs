using System.Text.Json;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary><c>hpctl queue</c>.</summary>
public sealed class QueueCommandTests(QueueOpsFixture fixture) : IClassFixture<QueueOpsFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Task InitializeAsync() => fixture.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Peek_shows_the_jobs_that_would_run_next_oldest_due_first()
    {
        var young = await fixture.JobAsync(dueSecondsAgo: 10);
        var old = await fixture.JobAsync(dueSecondsAgo: 100);
        var later = await fixture.JobAsync(dueSecondsAgo: -3600);
        var other = await fixture.JobAsync(kind: "other", dueSecondsAgo: 50);
        var running = await fixture.JobAsync(dueSecondsAgo: 500);
        await fixture.SqlAsync("update jobs set lease_owner = 'worker', lease_until = now() + interval '1 hour', attempt = 1 where id = $1", running);

        Assert.Equal([old, other, young], await PeekAsync());
        Assert.Equal([old, young], await PeekAsync("--kind", "test"));
        Assert.Equal([old], await PeekAsync("--limit", "1"));
        Assert.Equal([later], await PeekAsync("--phase", "scheduled"));
        Assert.Equal([running, later], await PeekAsync("--phase", "running", "--phase", "scheduled"));

        var table = (await fixture.Stack.RunCtlAsync("queue", "peek")).EnsureSuccess("hpctl").Output;
        Assert.True(table.IndexOf(old.ToString(), StringComparison.Ordinal) < table.IndexOf(young.ToString(), StringComparison.Ordinal), table);
        await fixture.FailsAsync(64, "nonsense", "queue", "peek", "--phase", "nonsense");
    }

    [Fact]
    public async Task Job_shows_everything_about_a_job_with_its_history()
    {
        var id = await fixture.DeadAsync();
        var text = (await fixture.Stack.RunCtlAsync("queue", "job", id.ToString())).EnsureSuccess("hpctl").Output;
        foreach (var part in new[] { id.ToString(), "test", "dead", "no luck again", "2026-01-02 03:04:05Z", "\"n\"" })
            Assert.Contains(part, text, StringComparison.Ordinal);

        using var json = JsonDocument.Parse((await fixture.Stack.RunCtlAsync("queue", "job", id.ToString(), "--json")).EnsureSuccess("hpctl").Output);
        Assert.Equal(1, json.RootElement.GetProperty("payload").GetProperty("n").GetInt32());
        Assert.Equal("dead", json.RootElement.GetProperty("state").GetString());
        Assert.Equal(["failure", "dead"], json.RootElement.GetProperty("history").EnumerateArray().Select(e => e.GetProperty("what").GetString()));
        var unknown = Guid.CreateVersion7().ToString();
        await fixture.FailsAsync(1, unknown, "queue", "job", unknown);
    }

    [Fact]
    public async Task Watch_prints_a_line_a_look_when_its_output_is_redirected()
    {
        await fixture.JobAsync(dueSecondsAgo: 100);
        var result = (await fixture.Stack.RunCtlAsync("queue", "watch", "--interval", "0.2", "--count", "3")).EnsureSuccess("hpctl");
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Contains("waiting 1, oldest 2 min", line, StringComparison.Ordinal));

        var json = (await fixture.Stack.RunCtlAsync("queue", "watch", "--interval", "0.2", "--count", "2", "--json")).EnsureSuccess("hpctl");
        var looks = json.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, looks.Length);
        using var look = JsonDocument.Parse(looks[1]);
        var kind = Assert.Single(look.RootElement.GetProperty("kinds").EnumerateArray());
        Assert.Equal(("test", 1), (kind.GetProperty("kind").GetString(), kind.GetProperty("waiting").GetInt32()));
        await fixture.FailsAsync(64, "--interval", "queue", "watch", "--interval", "0");
    }

    [Fact]
    public async Task Watch_ends_with_success_when_it_is_interrupted()
    {
        // A shell's background job inherits an ignored SIGINT: whoever runs the tests so must not change the result.
        await using var watch = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("env"),
            Arguments = ["--default-signal=INT", PublishedPrograms.Ctl, "queue", "watch", "--interval", "60"],
            Environment = fixture.Stack.ProgramEnvironment(),
            OnlyThisEnvironment = true,
        });
        await watch.WaitForLineAsync(line => line.Contains("waiting", StringComparison.Ordinal), Patience);
        watch.Signal(ProcessSignals.Interrupt);
        Assert.Equal(0, await watch.WaitForExitAsync(Patience));
        Assert.Empty(watch.Errors);
    }

    [Fact]
    public async Task Cancel_ends_a_waiting_job_and_its_video()
    {
        var (owner, video, job) = await fixture.UploadAsync();
        var result = (await fixture.Stack.RunCtlAsync("queue", "cancel", job.ToString())).EnsureSuccess("hpctl");
        Assert.Contains("is cancelled", result.Output, StringComparison.Ordinal);
        Assert.Equal("cancelled", await fixture.StateAsync(job));
        var seen = await fixture.Stack.Client.OwnVideoAsync(owner, video);
        Assert.Equal("failed", seen.GetProperty("status").GetString());
        Assert.Equal("El procesamiento del video fue cancelado.", seen.GetProperty("error").GetString());

        await fixture.FailsAsync(1, "has ended already", "queue", "cancel", job.ToString());
        var unknown = Guid.CreateVersion7().ToString();
        await fixture.FailsAsync(1, unknown, "queue", "cancel", unknown);
    }

    [Theory]
    [InlineData("queue", "ls")]
    [InlineData("queue", "watch")]
    [InlineData("queue", "peek")]
    [InlineData("queue", "job")]
    [InlineData("queue", "cancel")]
    [InlineData("dead", "ls")]
    [InlineData("dead", "show")]
    [InlineData("dead", "replay")]
    [InlineData("dead", "drop")]
    public async Task Help_has_an_example(string noun, string verb)
    {
        var help = (await fixture.Stack.RunCtlAsync(noun, verb, "--help")).EnsureSuccess("hpctl").Output;
        Assert.Contains($"Example: hpctl {noun} {verb}", help.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Guid>> PeekAsync(params string[] options)
    {
        using var json = JsonDocument.Parse((await fixture.Stack.RunCtlAsync(["queue", "peek", .. options, "--json"])).EnsureSuccess("hpctl").Output);
        return [.. json.RootElement.EnumerateArray().Select(job => job.GetProperty("id").GetGuid())];
    }
}
