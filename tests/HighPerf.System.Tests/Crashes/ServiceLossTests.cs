using System.Net;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Crashes;

/// <summary>PostgreSQL and Redis going away and coming back.</summary>
public sealed class ServiceLossTests
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_upload_is_taken_without_redis_and_processed_when_redis_is_back()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var player = await stack.Client.NewPlayerAsync();
        await stack.Redis.KillAsync();
        var id = await stack.Client.UploadedAsync(player, await TestClips.TooShort, "Sin timbre");

        await stack.Redis.RestartAsync();

        var final = await stack.Client.FinalStateAsync(player, id, stack, TimeSpan.FromMinutes(2));
        Assert.Equal("processed", final.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Losing_every_doorbell_costs_time_and_no_clip()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var player = await stack.Client.NewPlayerAsync();
        await stack.Worker.KillAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add(await stack.Client.UploadedAsync(player, await TestClips.TooShort, FormattableString.Invariant($"Clip {i}")));

        await stack.Redis.FlushAllAsync();
        await stack.StartWorkerAsync();

        foreach (var id in ids)
        {
            var final = await stack.Client.FinalStateAsync(player, id, stack, TimeSpan.FromMinutes(3));
            Assert.Equal("processed", final.GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task A_restarted_database_is_found_again_by_the_api_and_by_the_worker()
    {
        await using var stack = await HighPerfStack.StartAsync(CrashStack.Options);
        var player = await stack.Client.NewPlayerAsync();
        await stack.Postgres.RestartAsync();

        await ReadyAsync(stack, stack.ApiUrl);
        await ReadyAsync(stack, stack.WorkerUrl);
        // A connection from before the restart may still wait in the pool: 503 with Retry-After, and a client comes back.
        var clip = await File.ReadAllBytesAsync(await TestClips.TooShort);
        var uploaded = await Poll.UntilAsync("an upload is taken", Recovery, async () =>
            await stack.Client.UploadAsync(player.Token, clip, "Después del reinicio") is { Status: not HttpStatusCode.ServiceUnavailable } answer ? answer : null);
        var id = uploaded.Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!;
        var final = await stack.Client.FinalStateAsync(player, id, stack, TimeSpan.FromMinutes(2));
        Assert.Equal("processed", final.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ready_says_which_service_is_away_while_live_goes_on()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        await stack.Postgres.StopAsync();
        await UnreadyAsync(stack, "database");
        (await stack.Client.GetAsync("/health/live")).Expect(HttpStatusCode.OK);
        await stack.Postgres.RestartAsync();
        await ReadyAsync(stack, stack.ApiUrl);

        await stack.Redis.KillAsync();
        await UnreadyAsync(stack, "redis");
        (await stack.Client.GetAsync("/health/live")).Expect(HttpStatusCode.OK);
        await stack.Redis.RestartAsync();
        await ReadyAsync(stack, stack.ApiUrl);
    }

    private static Task ReadyAsync(HighPerfStack stack, string url) => Poll.UntilAsync("ready again: " + url, Recovery, async () =>
        (await stack.Client.GetAsync(url + "/health/ready")).Status == HttpStatusCode.OK);

    private static async Task UnreadyAsync(HighPerfStack stack, string service)
    {
        var last = string.Empty;
        await Poll.UntilAsync($"unready for want of {service}", Recovery, async () =>
        {
            var response = await stack.Client.GetAsync("/health/ready");
            last = response.ToString();
            return response.Status == HttpStatusCode.ServiceUnavailable
                && response.Json.GetProperty("status").GetString() == "unready"
                && response.Json.GetProperty("checks").EnumerateObject().All(check => check.Value.GetString() == "ok" != (check.Name == service));
        }, () => last);
    }
}
