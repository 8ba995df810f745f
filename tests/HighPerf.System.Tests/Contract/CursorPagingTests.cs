using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Json;

namespace HighPerf.System.Tests.Contract;

/// <summary>Lists from page to page by their links (RFC 8288), while they grow at the top.</summary>
[Collection(QuietCollection.Name)]
public sealed class CursorPagingTests(QuietStackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Theory]
    [InlineData("/api/videos?limit=4")]
    [InlineData("/api/public/videos?limit=4&city=Riohacha")]
    public async Task Following_the_links_shows_each_video_once_also_when_new_ones_come_in_meanwhile(string path)
    {
        var owner = await Client.NewPlayerAsync("Riohacha");
        var earlier = path.Contains("public", StringComparison.Ordinal) ? await IdsAsync(path.Replace("limit=4", "limit=100", StringComparison.Ordinal), owner) : [];
        var made = (await MadeVideos.AddAsync(fixture.Stack, owner, 10)).Reverse().ToList();

        var seen = new List<string>();
        for (var next = path; next is not null;)
        {
            var page = (await Client.GetAsync(next, owner.Token)).Expect(HttpStatusCode.OK);
            seen.AddRange(Ids(page));
            next = page.Next;
            if (seen.Count <= 8)
                await MadeVideos.AddAsync(fixture.Stack, owner, 3);
        }

        Assert.Equal([.. made, .. earlier], seen);
    }

    [Theory]
    [InlineData("/api/videos")]
    [InlineData("/api/public/videos")]
    public async Task Videos_of_the_same_instant_are_neither_skipped_nor_shown_twice(string path)
    {
        var owner = await Client.NewPlayerAsync("Yopal");
        var made = await MadeVideos.AddAsync(fixture.Stack, owner, 7);
        await fixture.Stack.ScalarAsync<long>(
            "with same as (update videos set uploaded_at = date_trunc('milliseconds', now()), published_at = date_trunc('milliseconds', now()) where player_id = $1 returning 1) select count(*) from same",
            Guid.Parse(owner.Id));

        var pages = await Client.PagesAsync(path + "?limit=2&city=yopal", owner.Token);

        Assert.Equal([2, 2, 2, 1], pages.Select(page => page.Json.GetArrayLength()));
        Assert.Equal(made.Order(StringComparer.Ordinal), pages.SelectMany(Ids).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_link_is_absolute_and_keeps_what_was_asked_for()
    {
        var owner = await Client.NewPlayerAsync("San José del Guaviare");
        await MadeVideos.AddAsync(fixture.Stack, owner, 3);
        const string Query = "?limit=2&city=san%20jos%C3%A9%20del%20guaviare&color=rojo%26azul";

        var next = new Uri((await Client.GetAsync("/api/public/videos" + Query + "&offset=0&page=1")).Expect(HttpStatusCode.OK).Next!);

        Assert.StartsWith(fixture.Stack.ApiUrl + "/api/public/videos?", next.AbsoluteUri, StringComparison.Ordinal);
        var parameters = next.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
        Assert.Equal(["city", "color", "cursor", "limit"], parameters.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("2", "san josé del guaviare", "rojo&azul"), (parameters["limit"], parameters["city"], parameters["color"]));
        var last = (await Client.GetAsync(next.AbsoluteUri)).Expect(HttpStatusCode.OK);
        Assert.Equal(1, last.Json.GetArrayLength());
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task A_list_that_ends_with_its_page_has_no_link()
    {
        var owner = await Client.NewPlayerAsync();
        Assert.Null((await Client.GetAsync("/api/videos", owner.Token)).Expect(HttpStatusCode.OK).Next);
        await MadeVideos.AddAsync(fixture.Stack, owner, 2);
        Assert.Null((await Client.GetAsync("/api/videos?limit=2", owner.Token)).Expect(HttpStatusCode.OK).Next);
        Assert.NotNull((await Client.GetAsync("/api/videos?limit=1", owner.Token)).Expect(HttpStatusCode.OK).Next);
        Assert.Null((await Client.GetAsync("/api/videos?limit=1&page=2", owner.Token)).Expect(HttpStatusCode.OK).Next);
    }

    [Fact]
    public async Task A_cursor_beats_an_offset_which_beats_a_page()
    {
        var owner = await Client.NewPlayerAsync();
        var made = (await MadeVideos.AddAsync(fixture.Stack, owner, 6)).Reverse().ToList();
        var next = (await Client.GetAsync("/api/videos?limit=2", owner.Token)).Expect(HttpStatusCode.OK).Next!;

        Assert.Equal(made[2..4], await IdsAsync(next, owner));
        Assert.Equal(made[2..4], await IdsAsync(next + "&offset=5&page=3", owner));
        Assert.Equal(made[5..6], await IdsAsync("/api/videos?limit=2&offset=5&page=2", owner));
        Assert.Equal(made[2..4], await IdsAsync("/api/videos?limit=2&page=2", owner));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA*")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("__________________________________8")]
    [InlineData("'; drop table videos; --")]
    [Proves("GET /api/videos", 400, "invalid_parameter")]
    [Proves("GET /api/public/videos", 400, "invalid_parameter")]
    public async Task A_cursor_that_is_none_is_refused_and_named(string cursor)
    {
        var player = await Client.NewPlayerAsync();
        foreach (var list in new[] { "/api/videos", "/api/public/videos" })
            (await Client.GetAsync($"{list}?cursor={Uri.EscapeDataString(cursor)}", player.Token)).Refused(HttpStatusCode.BadRequest, "invalid_parameter", "cursor");
    }

    private async Task<List<string>> IdsAsync(string path, Player player) => Ids((await Client.GetAsync(path, player.Token)).Expect(HttpStatusCode.OK));

    private static List<string> Ids(ApiResponse page) => [.. page.Json.EnumerateArray().Select(video => video.GetProperty("video_id").GetString()!)];
}
