using System.Globalization;
using System.Text.Json;
using HighPerf.Chaos.Load;
using HighPerf.Chaos.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.Chaos.Judgement;

/// <summary>At rest both APIs serve what the tables say.</summary>
internal sealed class RankingJudge(ChaosStack stack, Client client)
{
    /// <summary>As served it may be a second old, and a cache may keep it one second more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Players with a video open for voting, by votes; then whose last vote came first, no votes last; then by id.
    private const string Sql = """
        with standings as (
          select v.player_id, count(o.video_id) as votes, max(o.cast_at) as last_vote
            from videos v left join votes o on o.video_id = v.id
           where v.published_at is not null
           group by v.player_id)
        select row_number() over (order by s.votes desc, s.last_vote asc nulls last, s.player_id)::int,
               p.first_name || ' ' || p.last_name, p.city, s.votes
          from standings s join players p on p.id = s.player_id
         order by 1
        """;

    public async Task<Verdict> JudgeAsync()
    {
        var verdict = new Verdict("both APIs serve the ranking that the tables make");
        var expected = await Rows.ReadAsync(
            stack.Database, Sql, reader => Line(reader.GetInt32(0), reader.GetString(1), Rows.Text(reader, 2), reader.GetInt64(3)));
        for (var api = 0; api < stack.Apis.Count; api++)
        {
            var served = string.Empty;
            try
            {
                var asked = api;
                await Poll.UntilAsync("the ranking is right", Patience, async () =>
                {
                    var answer = await client.GetAsync("/api/public/rankings?limit=100", only: asked);
                    served = answer.Is(200) ? string.Join('\n', answer.Body.EnumerateArray().Select(Line)) : answer.ToString();
                    return served == string.Join('\n', expected);
                });
            }
            catch (TimeoutException)
            {
                verdict.Expect(right: false, () => $"API {api} serves\n{served}\nand the tables make\n{string.Join('\n', expected)}");
            }
        }

        verdict.Looked = string.Create(CultureInfo.InvariantCulture, $"{expected.Count} players");
        return verdict;
    }

    private static string Line(JsonElement row) => Line(
        row.GetProperty("position").GetInt32(), row.GetProperty("username").GetString()!, row.GetProperty("city").GetString(), row.GetProperty("votes").GetInt64());

    private static string Line(int position, string username, string? city, long votes) =>
        string.Create(CultureInfo.InvariantCulture, $"{position} {username} ({city ?? "-"}) {votes}");
}
