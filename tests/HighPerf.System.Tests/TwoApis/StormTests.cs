using System.Globalization;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.TwoApis;

/// <summary>After each storm over two processes, one of them killed: every answer was true, and both rank as the SQL does.</summary>
[Collection(TwoApisCollection.Name)]
public sealed class StormTests(TwoApisFixture fixture)
{
    private const string Url = "/api/public/rankings";

    // The contract's rule, written down a second time: votes, then the earlier last vote (none last), then the id.
    private const string Truth =
        """
        select row_number() over (order by s.votes desc, s.last asc nulls last, s.player_id), p.first_name || ' ' || p.last_name, p.city, s.votes
        from (select v.player_id, count(o.video_id) as votes, max(o.cast_at) as last
              from videos v left join votes o on o.video_id = v.id where v.published_at is not null group by v.player_id) s
        join players p on p.id = s.player_id
        where $1::text is null or lower(translate(p.city, 'óáéíú', 'oaeiu')) = $1
        order by 1
        """;

    // Served up to 1 s old; the rest is for a busy machine.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Answers_were_true_and_rankings_equal_the_sql_at_rest(int seed)
    {
        var storm = new ApiStorm(fixture, seed);
        await storm.RunAsync();

        await EveryAnswerWasTrueAsync(storm);
        foreach (var city in new[] { null, "bogota", "cali", "medellin" })
        {
            var truth = await TruthAsync(city);
            var query = "?limit=7" + (city is null ? "" : "&city=" + city);
            foreach (var client in fixture.Clients)
                await WalkEqualsAsync(truth, query, [client]);
            await WalkEqualsAsync(truth, query, fixture.Clients); // from page to page through the other door
        }
    }

    private async Task EveryAnswerWasTrueAsync(ApiStorm storm)
    {
        var stored = await StoredAsync();
        var kinds = storm.Votes.Select(vote => vote.Answer).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "counted", "already_voted", "not_found", "unknown" }, kinds);
        foreach (var pair in storm.Votes.GroupBy(vote => (vote.Video, vote.Voter)))
        {
            var (counted, unknown) = (pair.Count(vote => vote.Answer == "counted"), pair.Any(vote => vote.Answer == "unknown"));
            var said = $"{pair.Key}: {string.Join(", ", pair.Select(vote => vote.Answer))}; stored: {stored.Contains(pair.Key)}";
            Assert.True(counted <= 1, said);
            Assert.True(counted > 0 || unknown || !stored.Contains(pair.Key), said);
            Assert.True(counted > 0 || unknown || pair.All(vote => vote.Answer != "already_voted"), said);
            if (storm.IsUntouched(pair.Key.Video) && storm.IsUntouched(pair.Key.Voter))
                Assert.True(stored.Contains(pair.Key) == (counted > 0 || pair.Any(vote => vote.Answer == "already_voted")) || (counted == 0 && unknown), said);
        }
    }

    private async Task<HashSet<(string Video, string Voter)>> StoredAsync()
    {
        var stored = new HashSet<(string, string)>();
        await using var command = fixture.Stack.Database.CreateCommand("select video_id::text, player_id::text from votes");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            stored.Add((reader.GetString(0), reader.GetString(1)));
        return stored;
    }

    private static async Task WalkEqualsAsync(List<string> truth, string query, IReadOnlyList<ApiClient> clients)
    {
        List<string> walked = [];
        await Poll.UntilAsync("the ranking equals the SQL", Freshness, async () =>
        {
            walked = await WalkAsync(query, clients);
            return walked.SequenceEqual(truth, StringComparer.Ordinal);
        }, () => $"SQL: {string.Join(' ', truth)}\nRanking: {string.Join(' ', walked)}");
    }

    /// <summary>Every page by the links, each from the next process; shorter where one is not ready, as 503 says.</summary>
    private static async Task<List<string>> WalkAsync(string query, IReadOnlyList<ApiClient> clients)
    {
        var walked = new List<string>();
        var turn = 0;
        for (var next = Url + query; next is not null; turn++)
        {
            var page = await clients[turn % clients.Count].GetAsync(next);
            if (page.Status == HttpStatusCode.ServiceUnavailable) break;
            page.Expect(HttpStatusCode.OK);
            walked.AddRange(page.Json.EnumerateArray().Select(row => Row(
                row.GetProperty("position").GetInt64(), row.GetProperty("username").GetString()!, row.GetProperty("city").GetString(), row.GetProperty("votes").GetInt64())));
            next = page.Next is { } link ? new Uri(link).PathAndQuery : null;
        }

        return walked;
    }

    private async Task<List<string>> TruthAsync(string? city)
    {
        var rows = new List<string>();
        await using var command = fixture.Stack.Database.CreateCommand(Truth);
        command.Parameters.AddWithValue(city is null ? DBNull.Value : city);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(Row(reader.GetInt64(0), reader.GetString(1), await reader.IsDBNullAsync(2) ? null : reader.GetString(2), reader.GetInt64(3)));
        return rows;
    }

    private static string Row(long position, string username, string? city, long votes) =>
        string.Create(CultureInfo.InvariantCulture, $"{position}:{username}:{city}:{votes}");
}
