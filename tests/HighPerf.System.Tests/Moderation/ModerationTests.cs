using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.Testing.Servers;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Moderation;

[Collection(ModeratedCollection.Name)]
public sealed class ModerationTests(ModeratedStackFixture fixture)
{
    private const string List = "/api/moderation/videos";
    private const string Unknown = "01890000-0000-7000-8000-000000000000";

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private ApiClient Client => fixture.Client;

    private string Token => fixture.Moderator.Token;

    [Fact]
    [Proves("GET /api/moderation/videos", 200)]
    public async Task The_list_shows_what_is_not_open_yet_the_longest_waiting_first()
    {
        var owner = await Client.NewPlayerAsync("Neiva");
        var ids = await MadeVideos.AddAsync(fixture.Stack, owner, 3, open: false);
        await MadeVideos.AddAsync(fixture.Stack, owner, 1, open: true);

        var pages = await Client.PagesAsync(List, Token);

        ArrayOf(Record(
            ("video_id", UuidV7), ("title", JsonShape.Text), ("username", JsonShape.Text), ("city", OrNull(JsonShape.Text)), ("uploaded_at", Timestamp), ("processed_at", Timestamp),
            ("processed_url", Url(fixture.Stack.ApiUrl + "/media/processed/")), ("thumbnail_url", Url(fixture.Stack.ApiUrl + "/media/processed/")),
            ("status", JsonShape.Text))).Check(pages[0].Json);
        Assert.Equal(ids, pages.SelectMany(Ids).Where(id => ids.Contains(id, StringComparer.Ordinal)));
        var item = pages.SelectMany(page => page.Json.EnumerateArray()).First(video => video.GetProperty("video_id").GetString() == ids[0]);
        Assert.Equal(("waiting", owner.Username, "Neiva"), (item.GetProperty("status").GetString(), item.GetProperty("username").GetString(), item.GetProperty("city").GetString()));
    }

    [Fact]
    public async Task The_list_is_paged_by_links_offsets_and_pages()
    {
        await MadeVideos.AddAsync(fixture.Stack, await Client.NewPlayerAsync(), 5, open: false);
        var whole = (await Client.PagesAsync(List, Token)).SelectMany(Ids).ToList();

        Assert.Equal(whole, (await Client.PagesAsync(List + "?limit=2", Token)).SelectMany(Ids));
        Assert.Equal(whole[2..4], Ids(await Client.GetAsync(List + "?limit=2&page=2", Token)));
        Assert.Equal(whole[1..3], Ids(await Client.GetAsync(List + "?limit=2&page=2&offset=1", Token)));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("page=x")]
    [InlineData("offset=-1")]
    [InlineData("cursor=x")]
    [Proves("GET /api/moderation/videos", 400, "invalid_parameter")]
    public async Task A_wrong_parameter_is_refused_and_named(string query) =>
        (await Client.GetAsync($"{List}?{query}", Token)).Refused(HttpStatusCode.BadRequest, "invalid_parameter", query.Split('=')[0]);

    [Fact]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 200)]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 200)]
    public async Task A_video_is_open_from_publish_to_hide_and_its_votes_come_and_go_with_it()
    {
        var owner = await Client.NewPlayerAsync("Florencia");
        var id = (await MadeVideos.AddAsync(fixture.Stack, owner, 1, open: false))[0];
        var voters = new[] { await Client.NewPlayerAsync(), await Client.NewPlayerAsync() };
        await IsClosedAsync(id, voters[0]);

        Moved(id).Check((await MoveAsync(id, "publish")).Expect(HttpStatusCode.OK).Json);
        Moved(id).Check((await MoveAsync(id, "publish")).Expect(HttpStatusCode.OK).Json);
        (await Client.GetAsync("/api/public/videos/" + id)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(id, (await Client.PagesAsync(List, Token)).SelectMany(Ids), StringComparer.Ordinal);
        (await Client.VoteAsync(id, voters[0].Token)).Expect(HttpStatusCode.OK);
        await RankedAsync(owner, votes: 1);

        Moved(id).Check((await MoveAsync(id, "hide")).Expect(HttpStatusCode.OK).Json);
        Moved(id).Check((await MoveAsync(id, "hide")).Expect(HttpStatusCode.OK).Json);
        await IsClosedAsync(id, voters[1]);
        await RankedAsync(owner, votes: null);
        var item = (await Client.PagesAsync(List, Token)).SelectMany(page => page.Json.EnumerateArray()).First(video => video.GetProperty("video_id").GetString() == id);
        Assert.Equal("hidden", item.GetProperty("status").GetString());

        (await MoveAsync(id, "publish")).Expect(HttpStatusCode.OK);
        await RankedAsync(owner, votes: 1);
        (await Client.VoteAsync(id, voters[0].Token)).Refused(HttpStatusCode.BadRequest, "already_voted");
    }

    [Fact]
    public async Task The_owner_may_delete_a_video_that_is_waiting_or_hidden_and_not_one_that_is_open()
    {
        var owner = await Client.NewPlayerAsync();
        var ids = await MadeVideos.AddAsync(fixture.Stack, owner, 3, open: false);
        foreach (var id in ids.Skip(1))
            (await MoveAsync(id, "publish")).Expect(HttpStatusCode.OK);
        (await MoveAsync(ids[1], "hide")).Expect(HttpStatusCode.OK);

        (await Client.DeleteAsync("/api/videos/" + ids[0], owner.Token)).Expect(HttpStatusCode.OK);
        (await Client.DeleteAsync("/api/videos/" + ids[1], owner.Token)).Expect(HttpStatusCode.OK);
        (await Client.DeleteAsync("/api/videos/" + ids[2], owner.Token)).Refused(HttpStatusCode.BadRequest, "already_published");
        Assert.Equal([ids[2]], Ids(await Client.GetAsync("/api/videos", owner.Token)));
        (await MoveAsync(ids[0], "publish")).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 400, "not_processed")]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 400, "not_processed")]
    public async Task A_video_that_is_not_processed_cannot_be_moved()
    {
        var owner = await Client.NewPlayerAsync();
        var upload = (await Client.UploadAsync(owner.Token, Mp4Bytes.Damaged(), "En espera")).Expect(HttpStatusCode.Created);
        var id = upload.Json.GetProperty("video_id").GetString()!;

        foreach (var verb in new[] { "publish", "hide" })
            (await MoveAsync(id, verb)).Refused(HttpStatusCode.BadRequest, "not_processed");
        Assert.DoesNotContain(id, (await Client.PagesAsync(List, Token)).SelectMany(Ids), StringComparer.Ordinal);
    }

    [Fact]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 404, "not_found")]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 404, "not_found")]
    public async Task An_unknown_video_is_not_found()
    {
        foreach (var id in new[] { Unknown, "17", "no-es-un-id" })
        {
            foreach (var verb in new[] { "publish", "hide" })
                (await MoveAsync(id, verb)).Refused(HttpStatusCode.NotFound, "not_found");
        }
    }

    [Fact]
    [Proves("GET /api/moderation/videos", 401, "unauthorized")]
    [Proves("GET /api/moderation/videos", 403, "forbidden")]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 401, "unauthorized")]
    [Proves("POST /api/moderation/videos/{video_id}/publish", 403, "forbidden")]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 401, "unauthorized")]
    [Proves("POST /api/moderation/videos/{video_id}/hide", 403, "forbidden")]
    public async Task Only_a_moderator_may_look_and_move()
    {
        var owner = await Client.NewPlayerAsync();
        var id = (await MadeVideos.AddAsync(fixture.Stack, owner, 1, open: false))[0];
        foreach (var (method, path) in new[] { (HttpMethod.Get, List), (HttpMethod.Post, $"{List}/{id}/publish"), (HttpMethod.Post, $"{List}/{id}/hide") })
        {
            (await Client.SendAsync(method, path)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
            (await Client.SendAsync(method, path, owner.Token)).Refused(HttpStatusCode.Forbidden, "forbidden");
        }

        (await Client.GetAsync("/api/public/videos/" + id)).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task An_operator_grants_the_role_and_the_token_that_is_out_works_at_once()
    {
        var player = await Client.NewPlayerAsync();
        (await Client.GetAsync(List, player.Token)).Refused(HttpStatusCode.Forbidden, "forbidden");

        (await fixture.Stack.RunCtlAsync("role", "grant", player.Email.ToUpperInvariant(), "moderator")).EnsureSuccess("hpctl role grant");

        (await Client.GetAsync(List, player.Token)).Expect(HttpStatusCode.OK);
        Assert.NotEqual(0, (await fixture.Stack.RunCtlAsync("role", "grant", ApiClient.NewEmail(), "moderator")).ExitCode);
    }

    private static JsonShape Moved(string id) => Record(("message", Spanish), ("video_id", Exactly(id)));

    private Task<ApiResponse> MoveAsync(string id, string verb) => Client.SendAsync(HttpMethod.Post, $"{List}/{id}/{verb}", Token);

    private async Task IsClosedAsync(string id, Player voter)
    {
        (await Client.GetAsync("/api/public/videos/" + id)).Refused(HttpStatusCode.NotFound, "not_found");
        (await Client.VoteAsync(id, voter.Token)).Refused(HttpStatusCode.NotFound, "not_found");
        await MadeVideos.UnlistedAsync(fixture.Stack, id);
    }

    /// <summary>Waits until the city's ranking has its one player with so many votes, or nobody.</summary>
    private Task RankedAsync(Player owner, long? votes) => Poll.UntilAsync($"{votes} votes in the ranking", Freshness, async () =>
    {
        var rows = (await Client.GetAsync("/api/public/rankings?city=" + owner.City)).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(row => row.GetProperty("votes").GetInt64());
        return rows.SequenceEqual(votes is { } number ? [number] : []);
    });

    private static List<string> Ids(ApiResponse page) => [.. page.Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(video => video.GetProperty("video_id").GetString()!)];
}
