using System.Globalization;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Contest;

/// <summary>Before voting opens and after it has closed.</summary>
public sealed class ContestTests
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    [Fact]
    [Proves("GET /api/contest", 200)]
    [Proves("POST /api/public/videos/{video_id}/vote", 400, "voting_closed")]
    public async Task Before_voting_opens_no_vote_is_taken()
    {
        await using var stack = await StartAsync(opens: TimeSpan.FromDays(1), closes: null);
        Contest("upcoming", opens: Timestamp, closes: Exactly(null)).Check((await stack.Client.GetAsync("/api/contest")).Expect(HttpStatusCode.OK).Json);

        var player = await stack.Client.NewPlayerAsync();
        var id = (await MadeVideos.AddAsync(stack, player, 1))[0];
        await RefusedAsync(stack, id, player);

        // It can be seen all the same, and is in the ranking without a vote.
        (await stack.Client.GetAsync("/api/public/videos/" + id)).Expect(HttpStatusCode.OK);
        await RanksAsync(stack, (player.Username, 0));
    }

    [Fact]
    [Proves("GET /api/contest", 200)]
    [Proves("POST /api/public/videos/{video_id}/vote", 400, "voting_closed")]
    public async Task After_voting_has_closed_no_vote_is_taken_and_the_ranking_stands_still()
    {
        await using var stack = await StartAsync(opens: TimeSpan.FromDays(-2), closes: TimeSpan.FromDays(-1));
        Contest("closed", opens: Timestamp, closes: Timestamp).Check((await stack.Client.GetAsync("/api/contest")).Expect(HttpStatusCode.OK).Json);
        var winner = await stack.Client.NewPlayerAsync(firstName: "Gana", lastName: "Dora");
        var second = await stack.Client.NewPlayerAsync(firstName: "Segun", lastName: "Da");
        var late = await stack.Client.NewPlayerAsync(firstName: "Tar", lastName: "Día");
        var ids = new[] { (await MadeVideos.AddAsync(stack, winner, 1))[0], (await MadeVideos.AddAsync(stack, second, 1))[0] };
        await CastBeforeTheEndAsync(stack, ids[0], winner, second);
        await CastBeforeTheEndAsync(stack, ids[1], winner);
        await RanksAsync(stack, (winner.Username, 2), (second.Username, 1));

        foreach (var id in ids)
            await RefusedAsync(stack, id, late);
        await MadeVideos.AddAsync(stack, late, 1);
        await RefusedAsync(stack, "01890000-0000-7000-8000-000000000000", late);
        await stack.ScalarAsync<long>("with counted as (insert into standing_changes (player_id, video_id) select player_id, id from videos returning 1) select count(*) from counted");

        // What came after the end has no place, however often it is counted: verify lets the API take in all there is first.
        (await stack.RunCtlAsync("rankings", "verify")).EnsureSuccess("hpctl rankings verify");
        await RanksAsync(stack, (winner.Username, 2), (second.Username, 1));
    }

    [Fact]
    [Proves("GET /api/contest", 200)]
    public async Task A_contest_without_a_window_is_open()
    {
        await using var stack = await StartAsync(opens: null, closes: null);
        Contest("open", opens: Exactly(null), closes: Exactly(null)).Check((await stack.Client.GetAsync("/api/contest")).Expect(HttpStatusCode.OK).Json);
    }

    [Fact]
    [Proves("GET /api/contest", 200)]
    [Proves("POST /api/public/videos/{video_id}/vote", 400, "voting_closed")]
    public async Task Voting_closes_while_the_api_runs()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false, Environment = environment });
        var player = await stack.Client.NewPlayerAsync();
        var id = (await MadeVideos.AddAsync(stack, player, 1))[0];

        // Once all else is there: then the end need not be far away.
        Assert.Equal(0, await stack.Api.TerminateAsync(TimeSpan.FromSeconds(30)));
        environment["VOTING_CLOSES_AT"] = Instant(TimeSpan.FromSeconds(12));
        await stack.StartApiAsync();
        Assert.Equal("open", await StateAsync(stack));
        (await stack.Client.VoteAsync(id, player.Token)).Expect(HttpStatusCode.OK);
        await RanksAsync(stack, (player.Username, 1));

        await Poll.UntilAsync("voting has closed", TimeSpan.FromSeconds(40), async () => await StateAsync(stack) == "closed");

        await RefusedAsync(stack, id, await stack.Client.NewPlayerAsync());
        await RanksAsync(stack, (player.Username, 1));
    }

    private static JsonShape Contest(string state, JsonShape opens, JsonShape closes) =>
        Record(("opens_at", opens), ("closes_at", closes), ("state", Exactly(state)));

    private static async Task<string?> StateAsync(HighPerfStack stack) =>
        (await stack.Client.GetAsync("/api/contest")).Expect(HttpStatusCode.OK).Json.GetProperty("state").GetString();

    private static async Task RefusedAsync(HighPerfStack stack, string id, Player voter)
    {
        var votes = await stack.ScalarAsync<long>("select count(*) from votes");
        var response = (await stack.Client.VoteAsync(id, voter.Token)).Refused(HttpStatusCode.BadRequest, "voting_closed");
        Assert.Equal("La votación no está abierta.", response.Json.GetProperty("detail").GetString());
        Assert.Equal(votes, await stack.ScalarAsync<long>("select count(*) from votes"));
    }

    /// <summary>As if the video had been open, and voted for, while voting was.</summary>
    private static async Task CastBeforeTheEndAsync(HighPerfStack stack, string id, params Player[] voters)
    {
        await stack.ScalarAsync<long>(
            """
            with opened as (update videos set published_at = now() - interval '36 hours' where id = $1 returning id, player_id),
                 cast_votes as (insert into votes (player_id, video_id, cast_at) select voter, $1, now() - interval '30 hours' from unnest($2::uuid[]) voter returning 1),
                 told as (insert into standing_changes (player_id, video_id) select player_id, id from opened returning 1)
            select count(*) from cast_votes
            """,
            Guid.Parse(id), voters.Select(voter => Guid.Parse(voter.Id)).ToArray());
    }

    private static async Task RanksAsync(HighPerfStack stack, params (string Username, long Votes)[] expected)
    {
        var last = string.Empty;
        await Poll.UntilAsync("the ranking is as expected", Freshness, async () =>
        {
            var response = (await stack.Client.GetAsync("/api/public/rankings")).Expect(HttpStatusCode.OK);
            last = response.Text;
            return response.Json.EnumerateArray().Select(row => (row.GetProperty("username").GetString()!, row.GetProperty("votes").GetInt64())).SequenceEqual(expected);
        }, () => last);
    }

    private static Task<HighPerfStack> StartAsync(TimeSpan? opens, TimeSpan? closes)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (opens is { } from)
            environment["VOTING_OPENS_AT"] = Instant(from);
        if (closes is { } until)
            environment["VOTING_CLOSES_AT"] = Instant(until);
        return HighPerfStack.StartAsync(new StackOptions { WithWorker = false, Environment = environment });
    }

    private static string Instant(TimeSpan fromNow) =>
        TimeProvider.System.GetUtcNow().Add(fromNow).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
