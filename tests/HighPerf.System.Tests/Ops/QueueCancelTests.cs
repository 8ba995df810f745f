using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary>Cancelling and replaying clips under a real worker.</summary>
public sealed class QueueCancelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_clip_that_is_being_made_is_cancelled_and_its_child_ends()
    {
        // With a lease of a minute the next renewal would come after 20 s: it is the nudge that makes it quick.
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { JobLease = "60s", WorkerSlots = 1 });
        var player = await stack.Client.NewPlayerAsync();
        var id = await stack.Client.UploadedAsync(player, await StackFixture.SourceAsync(SourceClip.Landscape), "Cancelado");
        await Poll.UntilAsync("a child works on the clip", Patience, () => Task.FromResult(ProcessTree.ChildrenOf(stack.Worker.Id).Count == 1),
            () => stack.Worker.Describe("has no child"));
        var child = ProcessTree.ChildrenOf(stack.Worker.Id)[0];
        var job = await stack.ScalarAsync<Guid>("select id from jobs where state = 'pending'");

        var result = (await stack.RunCtlAsync("queue", "cancel", job.ToString())).EnsureSuccess("hpctl");

        Assert.Contains("its worker is asked", result.Output, StringComparison.Ordinal);
        var final = await stack.Client.FinalStateAsync(player, id, stack, TimeSpan.FromSeconds(15));
        Assert.Equal("failed", final.GetProperty("status").GetString());
        Assert.Equal("El procesamiento del video fue cancelado.", final.GetProperty("error").GetString());
        Assert.Equal("cancelled", await stack.ScalarAsync<string>("select state from jobs where id = $1", job));
        await Poll.UntilAsync("the child is gone", Patience, () => Task.FromResult(!ProcessTree.Runs(child)));
    }

    [Fact]
    public async Task A_clip_that_died_is_replayed_and_processed()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HIGHPERF_JOB_MAX_FAILURES"] = "1",
            ["HIGHPERF_TRANSCODE_DEADLINE"] = "1s",
        };
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { Environment = environment });
        var player = await stack.Client.NewPlayerAsync();
        var id = await stack.Client.UploadedAsync(player, await StackFixture.SourceAsync(SourceClip.FourByThree), "Otra vez");
        Assert.Equal("failed", (await stack.Client.FinalStateAsync(player, id, stack)).GetProperty("status").GetString());
        var job = await stack.ScalarAsync<Guid>("select id from jobs where state = 'dead'");

        Assert.Equal(0, await stack.Worker.TerminateAsync(Patience));
        environment.Clear();
        await stack.StartWorkerAsync();
        var result = (await stack.RunCtlAsync("dead", "replay", job.ToString())).EnsureSuccess("hpctl");

        Assert.Contains("1 replayed", result.Output, StringComparison.Ordinal);
        var final = await stack.Client.FinalStateAsync(player, id, stack);
        Assert.Equal("processed", final.GetProperty("status").GetString());
        Assert.False(final.TryGetProperty("error", out _), final.ToString());
        Assert.Equal((2, 0), (
            await stack.ScalarAsync<int>("select attempt from jobs where id = $1", job),
            await stack.ScalarAsync<int>("select failures from jobs where id = $1", job)));
    }
}
