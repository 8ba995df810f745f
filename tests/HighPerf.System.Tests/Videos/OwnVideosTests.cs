using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Videos;

[Collection(StackCollection.Name)]
public sealed class OwnVideosTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    private string BaseUrl => fixture.Stack.ApiUrl;

    [Fact]
    [Proves("GET /api/videos", 200)]
    public async Task The_list_shows_a_processed_video_whole()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        var response = await Client.GetAsync("/api/videos", video.Owner.Token);

        ArrayOf(Record(Shapes.OwnProcessed(video.Title, BaseUrl)), count: 1).Check(response.Expect(HttpStatusCode.OK).Json);
    }

    [Fact]
    [Proves("GET /api/videos/{video_id}", 200)]
    public async Task The_details_of_a_processed_video_add_the_original()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        var response = await Client.GetAsync("/api/videos/" + video.Id, video.Owner.Token);

        Record([.. Shapes.OwnProcessed(video.Title, BaseUrl), Shapes.OriginalUrl(BaseUrl)])
            .Check(response.Expect(HttpStatusCode.OK).Json);
    }

    [Fact]
    public async Task A_failed_video_says_why_in_the_list_and_in_the_details()
    {
        var (player, id) = await FailedAsync("Un archivo dañado");
        var list = await Client.GetAsync("/api/videos", player.Token);
        var details = await Client.GetAsync("/api/videos/" + id, player.Token);

        (string, JsonShape)[] failed = [.. Shapes.OwnUnprocessed("Un archivo dañado", "failed"), ("error", Spanish)];
        ArrayOf(Record(failed), count: 1).Check(list.Expect(HttpStatusCode.OK).Json);
        Record([.. failed, Shapes.OriginalUrl(BaseUrl)]).Check(details.Expect(HttpStatusCode.OK).Json);
    }

    [Fact]
    public async Task The_list_is_newest_first_and_offset_beats_page()
    {
        var player = await Client.NewPlayerAsync();
        var uploaded = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var response = await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), $"Video {i}");
            uploaded.Insert(0, response.Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!);
        }

        Assert.Equal(uploaded, await IdsAsync("/api/videos", player));
        Assert.Equal(uploaded[..2], await IdsAsync("/api/videos?limit=2", player));
        Assert.Equal(uploaded[2..4], await IdsAsync("/api/videos?limit=2&page=2", player));
        Assert.Equal(uploaded[1..3], await IdsAsync("/api/videos?limit=2&offset=1&page=3", player));
    }

    [Fact]
    [Proves("GET /api/videos", 401, "unauthorized")]
    public async Task The_list_without_a_token_is_refused() =>
        (await Client.GetAsync("/api/videos")).Refused(HttpStatusCode.Unauthorized, "unauthorized");

    [Fact]
    public async Task The_list_shows_nothing_of_others()
    {
        await fixture.ProcessedAsync(SourceClip.Landscape);
        var player = await Client.NewPlayerAsync();
        ArrayOf(Record(), count: 0).Check((await Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK).Json);
    }

    [Fact]
    [Proves("GET /api/videos/{video_id}", 403, "forbidden")]
    [Proves("GET /api/videos/{video_id}", 401, "unauthorized")]
    public async Task The_details_are_refused_to_anyone_but_the_owner()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        var other = await Client.NewPlayerAsync();

        (await Client.GetAsync("/api/videos/" + video.Id, other.Token)).Refused(HttpStatusCode.Forbidden, "forbidden");
        (await Client.GetAsync("/api/videos/" + video.Id)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("01890000-0000-7000-8000-000000000000")]
    [InlineData("17")]
    [InlineData("no-es-un-id")]
    [Proves("GET /api/videos/{video_id}", 404, "not_found")]
    public async Task The_details_of_an_unknown_video_are_not_found(string id)
    {
        var player = await Client.NewPlayerAsync();
        (await Client.GetAsync("/api/videos/" + id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
    }

    private async Task<List<string>> IdsAsync(string path, Player player) =>
        [.. (await Client.GetAsync(path, player.Token)).Expect(HttpStatusCode.OK).Json.EnumerateArray()
            .Select(video => video.GetProperty("video_id").GetString()!)];

    private async Task<(Player Player, string Id)> FailedAsync(string title)
    {
        var player = await Client.NewPlayerAsync();
        var response = await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), title);
        var id = response.Expect(HttpStatusCode.Created).Json.GetProperty("video_id").GetString()!;
        var final = await Client.FinalStateAsync(player, id, fixture.Stack);
        Assert.Equal("failed", final.GetProperty("status").GetString());
        return (player, id);
    }
}
