using System.Net;
using System.Text.Json;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Public;

[Collection(StackCollection.Name)]
public sealed class PublicVideosTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    private string BaseUrl => fixture.Stack.ApiUrl;

    [Fact]
    [Proves("GET /api/public/videos", 200)]
    public async Task The_list_shows_every_processed_video_and_nothing_else()
    {
        var videos = await fixture.AllProcessedAsync();
        var response = await Client.GetAsync("/api/public/videos?limit=100");

        ArrayOf(Record(Shapes.PublicVideo(BaseUrl)), videos.Count).Check(response.Expect(HttpStatusCode.OK).Json);
        Assert.Equal(
            videos.Select(video => video.Id).Order(StringComparer.Ordinal),
            Ids(response).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Proves("GET /api/public/videos/{video_id}", 200)]
    public async Task One_video_carries_both_generations_of_names()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        var json = (await Client.GetAsync("/api/public/videos/" + video.Id)).Expect(HttpStatusCode.OK).Json;

        Record(Shapes.PublicVideo(BaseUrl)).Check(json);
        Record(
            ("video_id", Exactly(video.Id)), ("id", Exactly(video.Id)), ("title", Exactly(video.Title)),
            ("username", Exactly(video.Owner.Username)), ("owner_name", Exactly(video.Owner.Username)),
            ("city", Exactly("Bogotá")), ("owner_city", Exactly("Bogotá")), ("uploaded_at", Timestamp), ("processed_at", Timestamp),
            ("processed_url", Exactly(video.ProcessedUrl)), ("thumbnail_url", Exactly(video.ThumbnailUrl)), ("votes", Count)).Check(json);
    }

    [Fact]
    public async Task A_video_of_a_player_without_a_city_has_null_for_it()
    {
        var video = await fixture.ProcessedAsync(SourceClip.SixtyFps);
        var json = (await Client.GetAsync("/api/public/videos/" + video.Id)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(JsonValueKind.Null, json.GetProperty("city").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("owner_city").ValueKind);
    }

    [Fact]
    public async Task A_token_adds_whether_its_player_has_voted()
    {
        var video = await fixture.ProcessedAsync(SourceClip.PortraitByRotationFlag);
        var player = await Client.NewPlayerAsync();
        (string, JsonShape)[] Voted(bool voted) => [.. Shapes.PublicVideo(BaseUrl), ("voted", Exactly(voted))];

        Record(Voted(false)).Check((await Client.GetAsync("/api/public/videos/" + video.Id, player.Token)).Expect(HttpStatusCode.OK).Json);
        (await Client.VoteAsync(video.Id, player.Token)).Expect(HttpStatusCode.OK);
        Record(Voted(true)).Check((await Client.GetAsync("/api/public/videos/" + video.Id, player.Token)).Expect(HttpStatusCode.OK).Json);

        var list = (await Client.GetAsync("/api/public/videos?limit=100", player.Token)).Expect(HttpStatusCode.OK).Json;
        ArrayOf(Record([.. Shapes.PublicVideo(BaseUrl), ("voted", JsonShape.Boolean)])).Check(list);
        var voted = list.EnumerateArray().Where(item => item.GetProperty("voted").GetBoolean());
        Assert.Equal(video.Id, Assert.Single(voted).GetProperty("video_id").GetString());
    }

    [Theory]
    [InlineData("01890000-0000-7000-8000-000000000000")]
    [InlineData("17")]
    [InlineData("no-es-un-id")]
    [Proves("GET /api/public/videos/{video_id}", 404, "not_found")]
    public async Task An_unknown_video_is_not_found(string id) =>
        (await Client.GetAsync("/api/public/videos/" + id)).Refused(HttpStatusCode.NotFound, "not_found");

    [Fact]
    public async Task A_video_that_is_not_processed_is_not_found()
    {
        var player = await Client.NewPlayerAsync();
        var upload = (await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Dañado")).Expect(HttpStatusCode.Created);
        var id = upload.Json.GetProperty("video_id").GetString()!;

        (await Client.GetAsync("/api/public/videos/" + id)).Refused(HttpStatusCode.NotFound, "not_found");
        (await Client.GetAsync("/api/public/videos/" + id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=uno")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("offset=-1")]
    [Proves("GET /api/public/videos", 400, "invalid_parameter")]
    public async Task A_wrong_parameter_is_refused(string query) =>
        (await Client.GetAsync("/api/public/videos?" + query)).Refused(HttpStatusCode.BadRequest, "invalid_parameter");

    [Fact]
    public async Task An_unknown_parameter_is_ignored() =>
        (await Client.GetAsync("/api/public/videos?color=rojo")).Expect(HttpStatusCode.OK);

    [Theory]
    [InlineData("Bogotá")]
    [InlineData("bogota")]
    [InlineData("BOGOTÁ")]
    public async Task A_city_is_found_whatever_its_case_and_accents(string city)
    {
        await fixture.AllProcessedAsync();
        var response = await Client.GetAsync("/api/public/videos?limit=100&city=" + Uri.EscapeDataString(city));

        var expected = new[] { await fixture.ProcessedAsync(SourceClip.Landscape), await fixture.ProcessedAsync(SourceClip.FourByThree) };
        Assert.Equal(
            expected.Select(video => video.Id).Order(StringComparer.Ordinal),
            Ids(response.Expect(HttpStatusCode.OK)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_part_of_a_citys_name_finds_nothing()
    {
        await fixture.AllProcessedAsync();
        Assert.Empty(Ids((await Client.GetAsync("/api/public/videos?city=bogo")).Expect(HttpStatusCode.OK)));
    }

    [Fact]
    public async Task Pages_and_offsets_show_every_video_once()
    {
        var videos = await fixture.AllProcessedAsync();
        var whole = Ids((await Client.GetAsync("/api/public/videos?limit=100")).Expect(HttpStatusCode.OK));

        var paged = new List<string>();
        for (var page = 1; page <= videos.Count; page++)
            paged.AddRange(Ids((await Client.GetAsync(FormattableString.Invariant($"/api/public/videos?limit=1&page={page}"))).Expect(HttpStatusCode.OK)));

        var skipped = new List<string>();
        for (var offset = 0; offset < whole.Count; offset += 3)
            skipped.AddRange(Ids((await Client.GetAsync(FormattableString.Invariant($"/api/public/videos?limit=3&page=9&offset={offset}"))).Expect(HttpStatusCode.OK)));

        Assert.Equal(whole, paged);
        Assert.Equal(whole, skipped);
    }

    private static List<string> Ids(ApiResponse response) =>
        [.. response.Json.EnumerateArray().Select(video => video.GetProperty("video_id").GetString()!)];
}
