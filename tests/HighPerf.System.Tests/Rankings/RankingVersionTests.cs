using System.Diagnostics;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Rankings;

/// <summary>The ranking as caches see it (RFC 9110, 8.8.3 and 13.1.2), and how soon a vote shows.</summary>
[Collection(QuietCollection.Name)]
public sealed class RankingVersionTests(QuietStackFixture fixture)
{
    private const string Url = "/api/public/rankings?limit=100&city=Mocoa";

    // In the contract: 1 s. The rest is for a busy machine.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET /api/public/rankings", 200)]
    [Proves("GET /api/public/rankings", 304)]
    public async Task A_known_version_is_not_sent_again()
    {
        await MadeVideos.AddAsync(fixture.Stack, await Client.NewPlayerAsync("Mocoa"), 1);
        var response = await SettledAsync();
        var tag = response.Header("ETag")!;

        Assert.Matches("^\"[^\"]+\"$", tag);
        foreach (var known in new[] { tag, "\"otra\", " + tag, "W/" + tag, "*" })
        {
            var same = (await Client.GetAsync(Url, headers: ("If-None-Match", known))).Expect(HttpStatusCode.NotModified);
            Assert.Empty(same.Body);
            Assert.Equal(tag, same.Header("ETag"));
        }

        foreach (var other in new[] { "\"otra\"", "W/\"otra\"", "esto no es una etiqueta" })
            Assert.Equal(response.Text, (await Client.GetAsync(Url, headers: ("If-None-Match", other))).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_vote_shows_soon_under_a_new_version()
    {
        var id = (await MadeVideos.AddAsync(fixture.Stack, await Client.NewPlayerAsync("Mocoa"), 1))[0];
        var before = await SettledAsync();
        (await Client.VoteAsync(id, (await Client.NewPlayerAsync()).Token)).Expect(HttpStatusCode.OK);

        var voted = Stopwatch.StartNew();
        ApiResponse? after = null;
        await Poll.UntilAsync("the vote shows", Freshness, async () =>
            (after = await Client.GetAsync(Url, headers: ("If-None-Match", before.Header("ETag")!))).Status == HttpStatusCode.OK);

        Assert.True(voted.Elapsed < Freshness, voted.ToString());
        Assert.NotEqual(before.Header("ETag"), after!.Header("ETag"));
        Assert.Equal(Votes(before) + 1, Votes(after));
    }

    [Fact]
    public async Task The_pages_of_the_ranking_are_linked()
    {
        for (var i = 0; i < 5; i++)
            await MadeVideos.AddAsync(fixture.Stack, await Client.NewPlayerAsync("Inírida", "Jugador", FormattableString.Invariant($"Número {i}")), 1);
        const string City = "/api/public/rankings?city=inirida";
        await Poll.UntilAsync("all are ranked", Freshness, async () => (await Client.GetAsync(City)).Json.GetArrayLength() == 5);

        var pages = await Client.PagesAsync(City + "&limit=2");

        Assert.Equal([2, 2, 1], pages.Select(page => page.Json.GetArrayLength()));
        Assert.Equal([1L, 2, 3, 4, 5], pages.SelectMany(page => page.Json.EnumerateArray()).Select(row => row.GetProperty("position").GetInt64()));
        Assert.Equal(5, pages.SelectMany(page => page.Json.EnumerateArray()).Select(row => row.GetProperty("username").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("city=inirida", pages[0].Next, StringComparison.Ordinal);
        Assert.StartsWith(fixture.Stack.ApiUrl, pages[0].Next, StringComparison.Ordinal);
    }

    /// <summary>The ranking of the city when it has taken in everything.</summary>
    private async Task<ApiResponse> SettledAsync()
    {
        var players = await fixture.Stack.ScalarAsync<long>("select count(distinct v.player_id) from videos v join players p on p.id = v.player_id where v.published_at is not null and p.city = 'Mocoa'");
        var votes = await fixture.Stack.ScalarAsync<long>("select count(*) from votes o join videos v on v.id = o.video_id join players p on p.id = v.player_id where p.city = 'Mocoa'");
        return await Poll.UntilAsync("the ranking is at rest", Freshness, async () =>
            await Client.GetAsync(Url) is var response && response.Json.GetArrayLength() == players && Votes(response) == votes ? response : null);
    }

    private static long Votes(ApiResponse ranking) => ranking.Json.EnumerateArray().Sum(row => row.GetProperty("votes").GetInt64());
}
