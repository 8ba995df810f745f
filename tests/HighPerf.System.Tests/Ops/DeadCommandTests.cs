using System.Globalization;
using System.Text.Json;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary><c>hpctl dead</c>.</summary>
public sealed class DeadCommandTests(QueueOpsFixture fixture) : IClassFixture<QueueOpsFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => fixture.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Ls_lists_dead_letters_newest_first_by_kind_and_number()
    {
        var (old, other, young) = (await fixture.DeadAsync(), await fixture.DeadAsync("other"), await fixture.DeadAsync());
        await fixture.JobAsync();
        Assert.Equal([young, other, old], await ListAsync());
        Assert.Equal([young, old], await ListAsync("--kind", "test"));
        Assert.Equal([young], await ListAsync("--limit", "1"));
        Assert.Contains("dead: no luck again", (await RunAsync("ls")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_is_for_dead_letters_only()
    {
        var (dead, waiting) = (await fixture.DeadAsync(), await fixture.JobAsync());
        Assert.Contains("no luck again", (await RunAsync("show", dead.ToString())).Output, StringComparison.Ordinal);
        await fixture.FailsAsync(1, "is not dead", "dead", "show", waiting.ToString());
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("drop")]
    public async Task A_verb_wants_to_know_which_and_only_once(string verb)
    {
        await fixture.FailsAsync(64, "--all", "dead", verb);
        await fixture.FailsAsync(64, "--all", "dead", verb, "--all", "--kind", "test");
        await fixture.FailsAsync(64, "--all", "dead", verb, Guid.CreateVersion7().ToString(), "--all");
        await fixture.FailsAsync(64, "no-id", "dead", verb, "no-id");
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_do_and_does_nothing()
    {
        var (one, two) = (await fixture.DeadAsync(), await fixture.DeadAsync());
        foreach (var verb in new[] { "replay", "drop" })
        {
            var result = await RunAsync(verb, "--all", "--dry-run");
            Assert.Equal(2, result.Output.Split($"would {verb}", StringSplitOptions.None).Length - 1);
        }

        Assert.Equal(("dead", "dead"), (await fixture.StateAsync(one), await fixture.StateAsync(two)));
    }

    [Fact]
    public async Task Replay_of_a_kind_leaves_the_others_and_moves_the_video_back_to_uploaded()
    {
        var (owner, video, job) = await fixture.DeadVideoAsync();
        var other = await fixture.DeadAsync();
        Assert.Contains("1 replayed", (await RunAsync("replay", "--kind", "transcode-video", "--rate", "10")).Output, StringComparison.Ordinal);
        Assert.Equal(("pending", "dead"), (await fixture.StateAsync(job), await fixture.StateAsync(other)));
        var seen = await fixture.Stack.Client.OwnVideoAsync(owner, video);
        Assert.Equal("uploaded", seen.GetProperty("status").GetString());
        Assert.False(seen.TryGetProperty("error", out _), seen.ToString());
        await fixture.FailsAsync(1, "is not dead", "dead", "replay", job.ToString());
    }

    [Fact]
    public async Task Replay_of_a_job_whose_video_is_gone_drops_it_and_says_so()
    {
        var (_, video, job) = await fixture.DeadVideoAsync();
        await fixture.SqlAsync("delete from videos where id = $1", Guid.Parse(video));
        Assert.Contains("1 dropped: what they were about is gone", (await RunAsync("replay", job.ToString())).Output, StringComparison.Ordinal);
        Assert.Equal(0, await fixture.Stack.ScalarAsync<long>("select count(*) from jobs where id = $1", job));
    }

    [Fact]
    public async Task Replay_beside_a_pending_job_of_the_same_key_is_one_clear_line()
    {
        var (_, _, job) = await fixture.DeadVideoAsync();
        await fixture.SqlAsync(
            "insert into jobs (id, kind, payload, unique_key) select $2, kind, payload, unique_key from jobs where id = $1", job, Guid.CreateVersion7());
        await fixture.FailsAsync(1, "another job with its unique key is pending", "dead", "replay", job.ToString());
        Assert.Equal("dead", await fixture.StateAsync(job));
    }

    [Fact]
    public async Task Replay_without_Redis_says_that_the_sweep_will_ring()
    {
        var job = await fixture.DeadAsync();
        var nowhere = string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{TcpPorts.Free()}");
        var result = (await fixture.RunCtlWithAsync("REDIS_URL", nowhere, "dead", "replay", job.ToString())).EnsureSuccess("hpctl");
        Assert.Contains("1 replayed", result.Output, StringComparison.Ordinal);
        Assert.Contains("the workers' sweep will ring", result.Output, StringComparison.Ordinal);
        Assert.Equal("pending", await fixture.StateAsync(job));
    }

    [Fact]
    public async Task Drop_of_more_than_one_wants_a_yes_and_leaves_the_video_failed()
    {
        var (owner, video, job) = await fixture.DeadVideoAsync();
        var other = await fixture.DeadAsync();
        await fixture.FailsAsync(64, "--yes", "dead", "drop", "--all");
        Assert.Equal(("dead", "dead"), (await fixture.StateAsync(job), await fixture.StateAsync(other)));

        Assert.Contains("1 dropped", (await RunAsync("drop", job.ToString())).Output, StringComparison.Ordinal); // one needs none
        Assert.Equal("failed", (await fixture.Stack.Client.OwnVideoAsync(owner, video)).GetProperty("status").GetString());
        await fixture.DeadAsync();
        using var json = JsonDocument.Parse((await RunAsync("drop", "--all", "--yes", "--json")).Output);
        Assert.Equal(["dropped", "dropped"], json.RootElement.EnumerateArray().Select(line => line.GetProperty("outcome").GetString()));
        Assert.Contains("no dead letters", (await RunAsync("drop", "--all")).Output, StringComparison.Ordinal);
    }

    private async Task<ChildProcessResult> RunAsync(params string[] arguments) =>
        (await fixture.Stack.RunCtlAsync(["dead", .. arguments])).EnsureSuccess("hpctl");

    private async Task<IReadOnlyList<Guid>> ListAsync(params string[] options)
    {
        using var json = JsonDocument.Parse((await RunAsync(["ls", .. options, "--json"])).Output);
        return [.. json.RootElement.EnumerateArray().Select(job => job.GetProperty("id").GetGuid())];
    }
}
