using HighPerf.Core.Errors;
using HighPerf.Core.Votes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace HighPerf.Core.Tests.Votes;

/// <summary>What becomes of votes that go together when one of them, or the database, does not do as it should.</summary>
[Collection(CoreCollection.Name)]
public sealed class BallotBoxTests(CoreFixture fixture)
{
    private static readonly DateTimeOffset s_at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_vote_that_the_database_refuses_fails_alone()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (video, players) = await PrepareAsync(competition);
        await TriggerAsync(competition, $"if new.player_id = '{players[1]}' then raise 'not this one' using errcode = 'foreign_key_violation'; end if;");
        using var box = Box(competition, VoteOptions.Default);
        await box.StartAsync(default);
        var votes = await TogetherAsync(competition, box, video, players);

        Assert.Equal(VoteVerdict.Counted, await votes[0]);
        await Assert.ThrowsAsync<UnavailableException>(() => votes[1]);
        Assert.Equal(VoteVerdict.Counted, await votes[2]);
        await box.StopAsync(default);
        Assert.Equal(3L, await competition.ScalarAsync<long>("select count(*) from votes"));
    }

    [Fact]
    public async Task Votes_that_go_one_by_one_are_given_up_together_when_the_database_goes()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (video, players) = await PrepareAsync(competition);
        await TriggerAsync(
            competition,
            $"""
            if new.player_id = '{players[1]}' then raise 'not this one' using errcode = 'foreign_key_violation'; end if;
            if new.player_id = '{players[2]}' then perform pg_terminate_backend(pg_backend_pid()); end if;
            """);
        using var box = Box(competition, VoteOptions.Default);
        await box.StartAsync(default);
        var votes = await TogetherAsync(competition, box, video, players);

        Assert.Equal(VoteVerdict.Counted, await votes[0]);
        foreach (var vote in votes[1..]) await Assert.ThrowsAsync<UnavailableException>(() => vote);
        var last = await Assert.ThrowsAsync<UnavailableException>(() => votes[3]);
        Assert.Contains("not cast", last.Message, StringComparison.Ordinal);
        Assert.Equal(VoteVerdict.Counted, await box.CastAsync(new Vote(players[3], video, s_at))); // and goes on
        await box.StopAsync(default);
    }

    [Fact]
    public async Task A_vote_that_waited_too_long_is_not_cast()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (video, players) = await PrepareAsync(competition);
        using var box = Box(competition, new VoteOptions(MaxWaiting: 10, MaxBatch: 1));
        await box.StartAsync(default);
        await using var block = await competition.Database.OpenConnectionAsync();
        var first = await BehindAsync(block, competition, box, new Vote(players[0], video, s_at));
        var second = box.CastAsync(new Vote(players[1], video, s_at));
        _time.Advance(TimeSpan.FromSeconds(11));
        var third = box.CastAsync(new Vote(players[2], video, s_at));
        await ExecuteAsync(block, "commit");

        Assert.Equal(VoteVerdict.Counted, await first);
        await Assert.ThrowsAsync<UnavailableException>(() => second);
        Assert.Equal(VoteVerdict.Counted, await third);
        await box.StopAsync(default);
        Assert.Equal(2L, await competition.ScalarAsync<long>("select count(*) from votes"));
    }

    [Fact]
    public async Task What_waits_when_it_is_told_to_stop_is_still_counted()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (video, players) = await PrepareAsync(competition);
        using var box = Box(competition, new VoteOptions(MaxWaiting: 10, MaxBatch: 1));
        await box.StartAsync(default);
        await using var block = await competition.Database.OpenConnectionAsync();
        var first = await BehindAsync(block, competition, box, new Vote(players[0], video, s_at));
        Task<VoteVerdict>[] votes = [first, .. players[1..].Select(player => box.CastAsync(new Vote(player, video, s_at)))];
        var stopped = box.StopAsync(default);
        Assert.Throws<UnavailableException>(() => { _ = box.CastAsync(new Vote(players[0], video, s_at)); });
        Assert.False(stopped.IsCompleted);
        await ExecuteAsync(block, "commit");
        await stopped;

        Assert.All(await Task.WhenAll(votes), verdict => Assert.Equal(VoteVerdict.Counted, verdict));
        Assert.Equal(players.LongLength, await competition.ScalarAsync<long>("select count(*) from votes"));
    }

    private static async Task<(Guid Video, Guid[] Players)> PrepareAsync(Competition competition)
    {
        var players = new Guid[4];
        for (var i = 0; i < players.Length; i++) players[i] = await competition.PlayerAsync();
        Array.Sort(players, static (a, b) => string.CompareOrdinal(a.ToString(), b.ToString())); // as PostgreSQL does, and so are they inserted
        return (await competition.OpenVideoAsync(players[0]), players);
    }

    private static Task TriggerAsync(Competition competition, string body) => ExecuteAsync(
        competition.Database,
        $"""
        create function refuse() returns trigger language plpgsql as $$ begin {body} return new; end $$;
        create trigger refuse before insert on votes for each row execute function refuse();
        """);

    /// <summary>The vote waits for its video until <paramref name="block"/> commits, and others gather behind it.</summary>
    private static async Task<Task<VoteVerdict>> BehindAsync(NpgsqlConnection block, Competition competition, BallotBox box, Vote vote)
    {
        await ExecuteAsync(block, $"begin; select 1 from videos where id = '{vote.VideoId}' for update");
        var waiting = box.CastAsync(vote);
        await competition.SomebodyWaitsAsync();
        return waiting;
    }

    /// <summary>The first alone, which waits for its video while the others gather behind it.</summary>
    private static async Task<Task<VoteVerdict>[]> TogetherAsync(Competition competition, BallotBox box, Guid video, Guid[] players)
    {
        await using var block = await competition.Database.OpenConnectionAsync();
        var first = await BehindAsync(block, competition, box, new Vote(players[0], video, s_at));
        Task<VoteVerdict>[] votes = [first, .. players[1..].Select(player => box.CastAsync(new Vote(player, video, s_at)))];
        await ExecuteAsync(block, "commit");
        return votes;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(connection, sql);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private BallotBox Box(Competition competition, VoteOptions options) => new(competition.Votes, options, _time, NullLogger<BallotBox>.Instance);
}
