using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Votes;

[Collection(StackCollection.Name)]
public sealed class VoteTests(StackFixture fixture)
{
    private static readonly JsonShape Counted = Record(("message", Exactly("Voto registrado exitosamente.")));

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("POST /api/public/videos/{video_id}/vote", 200)]
    public async Task Vote_is_counted_and_durable_when_it_is_answered()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        var player = await Client.NewPlayerAsync();
        var response = await Client.VoteAsync(video.Id, player.Token);

        Counted.Check(response.Expect(HttpStatusCode.OK).Json);
        Assert.Equal(1, await RowsAsync(player, video.Id));
    }

    [Fact]
    [Proves("POST /api/public/videos/{video_id}/vote", 400, "already_voted")]
    public async Task Vote_twice_is_refused_and_counted_once()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        var player = await Client.NewPlayerAsync();
        var before = await RowsAsync(video.Id);
        (await Client.VoteAsync(video.Id, player.Token)).Expect(HttpStatusCode.OK);
        var again = await Client.VoteAsync(video.Id, player.Token);

        again.Refused(HttpStatusCode.BadRequest, "already_voted");
        Assert.Equal("Ya has votado por este video.", again.Json.GetProperty("detail").GetString());
        Assert.Equal(before + 1, await RowsAsync(video.Id));
        await Poll.UntilAsync("the public video shows the vote, once", TimeSpan.FromSeconds(5), async () =>
            (await Client.GetAsync("/api/public/videos/" + video.Id)).Json.GetProperty("votes").GetInt64() == before + 1);
    }

    [Fact]
    public async Task Vote_by_one_player_many_times_at_once_is_counted_once()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        var player = await Client.NewPlayerAsync();
        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Client.VoteAsync(video.Id, player.Token)));

        Assert.Single(responses, response => response.Status == HttpStatusCode.OK);
        foreach (var response in responses.Where(response => response.Status != HttpStatusCode.OK))
            response.Refused(HttpStatusCode.BadRequest, "already_voted");
        Assert.Equal(1, await RowsAsync(player, video.Id));
    }

    [Fact]
    public async Task Vote_for_several_videos_and_for_ones_own_is_allowed()
    {
        var own = await fixture.ProcessedAsync(SourceClip.SixtyFps);
        var other = await fixture.ProcessedAsync(SourceClip.FourByThree);

        Counted.Check((await Client.VoteAsync(own.Id, own.Owner.Token)).Expect(HttpStatusCode.OK).Json);
        Counted.Check((await Client.VoteAsync(other.Id, own.Owner.Token)).Expect(HttpStatusCode.OK).Json);
    }

    [Fact]
    [Proves("POST /api/public/videos/{video_id}/vote", 401, "unauthorized")]
    public async Task Vote_without_a_token_is_refused()
    {
        var video = await fixture.ProcessedAsync(SourceClip.Landscape);
        (await Client.VoteAsync(video.Id, token: null)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("01890000-0000-7000-8000-000000000000")]
    [InlineData("no-es-un-id")]
    [Proves("POST /api/public/videos/{video_id}/vote", 404, "not_found")]
    public async Task Vote_for_an_unknown_video_is_not_found(string id)
    {
        var player = await Client.NewPlayerAsync();
        (await Client.VoteAsync(id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Proves("POST /api/public/videos/{video_id}/vote", 404, "not_found")]
    public async Task Vote_for_a_video_that_is_not_open_is_not_found()
    {
        var player = await Client.NewPlayerAsync();
        var upload = (await Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "No está abierto")).Expect(HttpStatusCode.Created);
        var id = upload.Json.GetProperty("video_id").GetString()!;

        (await Client.VoteAsync(id, player.Token)).Refused(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(0, await RowsAsync(id));
    }

    private Task<long> RowsAsync(string videoId) =>
        fixture.Stack.ScalarAsync<long>("select count(*) from votes where video_id = $1", Guid.Parse(videoId));

    private Task<long> RowsAsync(Player player, string videoId) => fixture.Stack.ScalarAsync<long>(
        "select count(*) from votes where video_id = $1 and player_id = $2", Guid.Parse(videoId), Guid.Parse(player.Id));
}
