using HighPerf.Core.Rankings;

namespace HighPerf.Core.Tests.Rankings;

[Collection(CoreCollection.Name)]
public sealed class WinnerStoreTests(CoreFixture fixture)
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_city_has_its_own_places_in_the_rankings_order_and_no_city_is_a_group()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var voters = new List<Guid>();
        for (var i = 0; i < 3; i++) voters.Add(await competition.PlayerAsync($"Voter{i}", "Bogotá")); // without a video nobody wins
        var videos = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var (name, city) in new[]
        {
            ("Late", "Bogotá"), ("Early", "BOGOTA"), ("Zero", "Bogotá"), ("Two", "bogotá"), ("Cali", "Cali"), ("Nowhere", null),
        })
        {
            videos[name] = await competition.OpenVideoAsync(await competition.PlayerAsync(name, city));
        }

        await competition.VoteAsync(voters[0], videos["Late"], s_noon.AddHours(1));
        await competition.VoteAsync(voters[0], videos["Early"], s_noon);
        await competition.VoteAsync(voters[0], videos["Two"], s_noon);
        await competition.VoteAsync(voters[1], videos["Two"], s_noon);

        var winners = await new WinnerStore(competition.Database).PerCityAsync(3, null, default);
        Assert.Equal(
            [("Bogotá", 1, "Two Rojas", 2), ("Bogotá", 2, "Early Rojas", 1), ("Bogotá", 3, "Late Rojas", 1), ("Cali", 1, "Cali Rojas", 0), (null, 1, "Nowhere Rojas", 0)],
            winners.Select(w => (w.City, (int)w.Place, w.Username, (int)w.Votes)));
        Assert.Equal(s_noon.UtcDateTime, winners[1].LastVoteAt);
        Assert.Null(winners[^1].LastVoteAt);

        var ranking = await new RankingStore(competition.Database).PageAsync("bogota", 0, 3, default);
        Assert.Equal(ranking.Select(r => r.Username), winners.Take(3).Select(w => w.Username));
    }

    [Fact]
    public async Task A_vote_cast_at_the_closing_time_or_later_does_not_count()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var players = new List<Guid>();
        foreach (var name in new[] { "Ana", "Eva", "Luz" }) players.Add(await competition.PlayerAsync(name, "Cali"));
        var ana = await competition.OpenVideoAsync(players[0]);
        var eva = await competition.OpenVideoAsync(players[1]);
        await competition.ScalarAsync<long>("with opened as (update videos set published_at = '2026-01-01 10:00Z' returning 1) select count(*) from opened");
        await competition.VoteAsync(players[2], ana, s_noon.AddMicroseconds(-1));
        await competition.VoteAsync(players[0], eva, s_noon);
        await competition.VoteAsync(players[1], eva, s_noon.AddHours(1));

        var winners = new WinnerStore(competition.Database);
        Assert.Equal(
            [("Ana Rojas", 1L, (DateTime?)s_noon.AddMicroseconds(-1).UtcDateTime), ("Eva Rojas", 0L, null)],
            (await winners.PerCityAsync(9, s_noon, default)).Select(w => (w.Username, w.Votes, w.LastVoteAt)));
        Assert.Equal(["Eva Rojas", "Ana Rojas"], (await winners.PerCityAsync(9, null, default)).Select(w => w.Username));
    }

    [Fact]
    public async Task A_video_opened_after_the_closing_time_does_not_count()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var video = await competition.OpenVideoAsync(await competition.PlayerAsync("Ana", "Cali"));
        var late = await competition.OpenVideoAsync(await competition.PlayerAsync("Eva", "Cali"));
        await competition.ScalarAsync<Guid>($"update videos set published_at = '2026-01-01 13:00Z' where id = '{late}' returning id");
        await competition.ScalarAsync<Guid>($"update videos set published_at = '2026-01-01 12:00Z' where id = '{video}' returning id");
        var winners = new WinnerStore(competition.Database);
        Assert.Equal(["Ana Rojas"], (await winners.PerCityAsync(9, s_noon, default)).Select(w => w.Username));
        Assert.Equal(2, (await winners.PerCityAsync(9, s_noon.AddHours(1), default)).Count);
    }
}
