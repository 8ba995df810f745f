using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Live;

/// <summary>A video on its way, as its player watches it.</summary>
[Collection(StackCollection.Name)]
public sealed class VideoEventsTests(StackFixture fixture)
{
    private const string Events = "GET /api/videos/{video_id}/events";

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves(Events, 200)]
    public async Task The_player_hears_of_each_step_until_the_clip_is_ready()
    {
        var player = await Client.NewPlayerAsync();
        var id = await Client.UploadedAsync(player, await TestClips.LongLandscape1080p, "En directo");
        await using var listener = await Client.ListenAsync($"/api/videos/{id}/events", player.Token);
        var seen = new List<(string Name, int? Progress)>();
        while (await listener.NextAsync() is { } happened)
        {
            Assert.Equal((id, happened.Name), (happened.Data.GetProperty("video_id").GetString(), happened.Data.GetProperty("status").GetString()));
            seen.Add((happened.Name, happened.Data.TryGetProperty("progress", out var progress) ? progress.GetInt32() : null));
        }

        Assert.Equal("processed", seen[^1].Name);
        Assert.Equal(seen.Select(s => s.Name).Distinct(), seen.Select(s => s.Name).Distinct().OrderBy(name => Array.IndexOf(["uploaded", "processing", "processed"], name)));
        var percent = seen.Where(s => s.Name == "processing").Select(s => s.Progress!.Value).ToList();
        Assert.True(percent.Count > 1, string.Join(", ", seen));
        Assert.Equal(percent.Order(), percent);
        (await Client.DeleteAsync("/api/me", player.Token)).Expect(HttpStatusCode.OK); // the stack's public videos are those of its fixture
        await MadeVideos.UnlistedAsync(fixture.Stack, id);
    }

    [Fact]
    public async Task A_video_that_failed_says_why_at_once()
    {
        var player = await Client.NewPlayerAsync();
        var id = (await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Dañado")).Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!;
        await Client.FinalStateAsync(player, id, fixture.Stack);
        await using var listener = await Client.ListenAsync($"/api/videos/{id}/events", player.Token);
        var only = (await listener.NextAsync())!.Value;
        Assert.Equal("failed", only.Name);
        Assert.NotEmpty(only.Data.GetProperty("error").GetString()!);
        Assert.Null(await listener.NextAsync());
    }

    [Fact]
    [Proves(Events, 401, "unauthorized")]
    [Proves(Events, 403, "forbidden")]
    [Proves(Events, 404, "not_found")]
    public async Task Only_its_owner_watches_a_video()
    {
        var owner = await Client.NewPlayerAsync();
        var id = (await Client.UploadAsync(owner.Token, Mp4Bytes.Damaged(), "Ajeno")).Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!;
        (await Client.GetAsync($"/api/videos/{id}/events")).Refused(HttpStatusCode.Unauthorized, "unauthorized");
        (await Client.GetAsync($"/api/videos/{id}/events", (await Client.NewPlayerAsync()).Token)).Refused(HttpStatusCode.Forbidden, "forbidden");
        (await Client.GetAsync($"/api/videos/{Guid.CreateVersion7()}/events", owner.Token)).Refused(HttpStatusCode.NotFound, "not_found");
    }
}
