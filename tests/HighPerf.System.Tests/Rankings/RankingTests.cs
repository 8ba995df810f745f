using System.Net;
using System.Text.Json;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Rankings;

[Collection(StackCollection.Name)]
public sealed class RankingTests(StackFixture fixture)
{
    private const string Url = "/api/public/rankings";

    // The contract's rule, written down a second time: votes, then the earlier last vote (none last), then the id.
    private const string Truth =
        """
        select row_number() over (order by s.votes desc, s.last asc nulls last, s.player_id), p.first_name || ' ' || p.last_name, p.city, s.votes
        from (select v.player_id, count(o.video_id) as votes, max(o.cast_at) as last
              from videos v left join votes o on o.video_id = v.id where v.status = 'processed' group by v.player_id) s
        join players p on p.id = s.player_id
        order by 1
        """;

    // Served up to 1 s old; the rest is for a busy machine.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("GET /api/public/rankings", 200)]
    public async Task The_ranking_lists_every_player_with_an_open_video()
    {
        var videos = await fixture.AllProcessedAsync();
        var response = await Client.GetAsync(Url);

        ArrayOf(Shapes.RankingEntry, videos.Count).Check(response.Expect(HttpStatusCode.OK).Json);
    }

    [Fact]
    public async Task The_ranking_at_rest_equals_the_sql()
    {
        var video = await fixture.ProcessedAsync(SourceClip.FourByThree);
        for (var i = 0; i < 3; i++)
            (await Client.VoteAsync(video.Id, (await Client.NewPlayerAsync()).Token)).Expect(HttpStatusCode.OK);

        await EqualsSqlAsync(Url + "?limit=100", await TruthAsync());
    }

    [Fact]
    public async Task A_tie_goes_to_the_player_whose_last_vote_came_first()
    {
        var first = await fixture.ProcessedAsync(SourceClip.PortraitByRotationFlag);
        var second = await fixture.ProcessedAsync(SourceClip.SixtyFps);
        var target = Math.Max(await VotesAsync(first), await VotesAsync(second)) + 1;
        await RaiseAsync(first, target);
        await RaiseAsync(second, target);

        var truth = await TruthAsync();
        await EqualsSqlAsync(Url + "?limit=100", truth);
        var tied = truth.Where(row => row.Votes == target).Select(row => row.City).ToList();
        Assert.True(tied.IndexOf("Medellín") < tied.IndexOf(null), string.Join(", ", tied));
    }

    [Fact]
    public async Task Pages_are_slices_of_one_order()
    {
        var videos = await fixture.AllProcessedAsync();
        var truth = await TruthAsync();
        await EqualsSqlAsync(Url + "?limit=100", truth);

        var paged = new List<(long, string, string?, long)>();
        for (var page = 1; page <= videos.Count; page++)
            paged.AddRange(Rows(await Client.GetAsync(FormattableString.Invariant($"{Url}?limit=1&page={page}"))));

        Assert.Equal(truth, paged);
        Assert.Equal(truth[1..3], Rows(await Client.GetAsync(Url + "?limit=2&offset=1&page=9")));
        Assert.Empty(Rows(await Client.GetAsync(Url + "?page=1000")));
    }

    [Theory]
    [InlineData("bogota")]
    [InlineData("Bogotá")]
    public async Task A_city_has_a_ranking_of_its_own_whatever_its_case_and_accents(string city)
    {
        await fixture.AllProcessedAsync();
        var truth = (await TruthAsync()).Where(row => row.City is "Bogotá" or "BOGOTA").ToList();
        Assert.Equal(2, truth.Count);

        var expected = truth.Select((row, index) => (index + 1L, row.Username, row.City, row.Votes)).ToList();
        await EqualsSqlAsync($"{Url}?limit=100&city={Uri.EscapeDataString(city)}", expected);
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=x")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("offset=-1")]
    [Proves("GET /api/public/rankings", 400, "invalid_parameter")]
    public async Task A_wrong_parameter_is_refused(string query) =>
        (await Client.GetAsync(Url + "?" + query)).Refused(HttpStatusCode.BadRequest, "invalid_parameter");

    [Fact]
    public async Task The_ranking_may_be_cached_for_a_second()
    {
        await fixture.AllProcessedAsync();
        await EqualsSqlAsync(Url + "?limit=100", await TruthAsync());
        var response = (await Client.GetAsync(Url)).Expect(HttpStatusCode.OK);

        Assert.True(response.Response.Headers.CacheControl is { Public: true, MaxAge.TotalSeconds: 1 }, response.ToString());
    }

    [Theory]
    [InlineData("page=2147483647&limit=100")]
    [InlineData("page=99999999999")]
    [InlineData("offset=9223372036854775807")]
    public async Task Past_its_end_the_ranking_is_empty_however_far(string query) =>
        Assert.Empty((await Client.GetAsync(Url + "?" + query)).Expect(HttpStatusCode.OK).Json.EnumerateArray());

    [Fact]
    public async Task The_ranking_needs_no_token() => (await Client.GetAsync(Url)).Expect(HttpStatusCode.OK);

    private async Task EqualsSqlAsync(string url, List<(long Position, string Username, string? City, long Votes)> truth)
    {
        var last = string.Empty;
        await Poll.UntilAsync("the ranking equals the SQL", Freshness, async () =>
        {
            var response = await Client.GetAsync(url);
            last = response.ToString();
            return Rows(response).SequenceEqual(truth);
        }, () => $"SQL: {string.Join(' ', truth)}; {last}");
    }

    private static List<(long Position, string Username, string? City, long Votes)> Rows(ApiResponse response) =>
        [.. response.Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(row => (
            row.GetProperty("position").GetInt64(),
            row.GetProperty("username").GetString()!,
            row.GetProperty("city") is { ValueKind: not JsonValueKind.Null } city ? city.GetString() : null,
            row.GetProperty("votes").GetInt64()))];

    private async Task<List<(long Position, string Username, string? City, long Votes)>> TruthAsync()
    {
        var rows = new List<(long, string, string?, long)>();
        await using var command = fixture.Stack.Database.CreateCommand(Truth);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add((reader.GetInt64(0), reader.GetString(1), await reader.IsDBNullAsync(2) ? null : reader.GetString(2), reader.GetInt64(3)));
        return rows;
    }

    private Task<long> VotesAsync(ProcessedVideo video) =>
        fixture.Stack.ScalarAsync<long>("select count(*) from votes where video_id = $1", Guid.Parse(video.Id));

    private async Task RaiseAsync(ProcessedVideo video, long votes)
    {
        for (var have = await VotesAsync(video); have < votes; have++)
            (await Client.VoteAsync(video.Id, (await Client.NewPlayerAsync()).Token)).Expect(HttpStatusCode.OK);
    }
}
