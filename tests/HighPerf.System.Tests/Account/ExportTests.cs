using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Account;

[Collection(StackCollection.Name)]
public sealed class ExportTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET /api/me/export", 200)]
    public async Task An_export_is_a_file_with_the_profile_the_videos_and_the_votes()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        var owner = video.Owner;
        await Client.VoteAsync(video.Id, owner.Token); // 200, or 400 when another test was first
        var response = (await Client.GetAsync("/api/me/export", owner.Token)).Expect(HttpStatusCode.OK);

        Assert.Equal("application/json", response.MediaType);
        Assert.Equal("attachment", response.Response.Content.Headers.ContentDisposition?.DispositionType);
        Record(
            ("player", Record(
                ("id", Exactly(owner.Id)), ("first_name", Exactly(owner.FirstName)), ("last_name", Exactly(owner.LastName)), ("email", Exactly(owner.Email)),
                ("city", Exactly("Bogotá")), ("country", Exactly("Colombia")), ("created_at", Timestamp))),
            ("videos", ArrayOf(Record(Shapes.OwnProcessed(video.Title, fixture.Stack.ApiUrl)), count: 1)),
            ("votes", ArrayOf(Record(("video_id", Exactly(video.Id)), ("title", Exactly(video.Title)), ("cast_at", Timestamp)), count: 1)))
            .Check(response.Json);
    }

    [Fact]
    public async Task An_export_of_a_new_player_is_empty_but_for_the_profile()
    {
        var player = await Client.NewPlayerAsync(city: null);
        var export = (await Client.GetAsync("/api/me/export", player.Token)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal("null", export.GetProperty("player").GetProperty("city").GetRawText());
        Assert.Equal("[] []", export.GetProperty("videos").GetRawText() + " " + export.GetProperty("votes").GetRawText());
    }

    [Fact]
    public async Task An_export_has_every_video_and_not_one_page_of_them()
    {
        var player = await Client.NewPlayerAsync();
        for (var i = 0; i < 3; i++)
            (await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), FormattableString.Invariant($"Video {i}"))).Expect(HttpStatusCode.Created);

        var titles = (await Client.GetAsync("/api/me/export", player.Token)).Expect(HttpStatusCode.OK).Json.GetProperty("videos").EnumerateArray()
            .Select(video => video.GetProperty("title").GetString());
        Assert.Equal(["Video 2", "Video 1", "Video 0"], titles);
    }
}
