using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Crashes;

/// <summary>The window between COMMIT and doorbell: the API dies in it, and nobody but the sweep can know of the job.</summary>
public sealed class LostBellTests
{
    private static readonly TimeSpan ProcessedWithin = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_job_whose_api_is_killed_while_redis_stands_still_runs_when_redis_goes_on()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var player = await stack.Client.NewPlayerAsync();
        stack.Redis.Stop();
        var id = await stack.Client.UploadedAsync(player, await TestClips.TooShort, "Entre COMMIT y timbre");
        await stack.Api.KillAsync();
        Assert.Equal("uploaded", await StatusAsync(stack, id));

        stack.Redis.Continue();

        await ProcessedAsync(stack, id);
        await RanOnceAsync(stack, id);
    }

    [Fact]
    public async Task A_job_whose_bell_died_with_redis_and_whose_api_was_killed_runs()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var player = await stack.Client.NewPlayerAsync();
        stack.Redis.Stop();
        var id = await stack.Client.UploadedAsync(player, await TestClips.TooShort, "Sin timbre ni API");
        await stack.Api.KillAsync();

        // What the API had sent lies unread in Redis's socket: a kill takes it along, and the bell is certainly lost.
        await stack.Redis.RestartAsync();

        await ProcessedAsync(stack, id);
        await RanOnceAsync(stack, id);
    }

    private static Task ProcessedAsync(HighPerfStack stack, string id) => Poll.UntilAsync(
        "the clip is processed, with no API alive",
        ProcessedWithin,
        async () => await StatusAsync(stack, id) == "processed",
        () => stack.Worker.Describe("has not processed it"));

    private static async Task RanOnceAsync(HighPerfStack stack, string id)
    {
        Assert.Equal(1, await stack.ScalarAsync<int>("select attempt from jobs where payload ->> 'video_id' = $1", id));
        Assert.Equal("succeeded", await stack.ScalarAsync<string>("select state from jobs where payload ->> 'video_id' = $1", id));
    }

    private static Task<string> StatusAsync(HighPerfStack stack, string id) =>
        stack.ScalarAsync<string>("select status from videos where id = $1", Guid.Parse(id));
}
