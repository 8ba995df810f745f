namespace HighPerf.Core.Tests.Rankings;

[Collection(CoreCollection.Name)]
public sealed class RankingStoreTests(CoreFixture fixture)
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Votes_first_then_the_earlier_last_vote_then_those_without_votes_by_player()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var voters = new List<Guid>();
        for (var i = 0; i < 3; i++) voters.Add(await competition.PlayerAsync($"Voter{i}"));
        var names = new[] { "Zero1", "Zero2", "Late", "Early", "Two" };
        var videos = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var name in names) videos[name] = await competition.OpenVideoAsync(await competition.PlayerAsync(name, "Bogotá"));
        await competition.VoteAsync(voters[0], videos["Late"], s_noon.AddHours(2));
        await competition.VoteAsync(voters[0], videos["Early"], s_noon);
        await competition.VoteAsync(voters[0], videos["Two"], s_noon.AddHours(3));
        await competition.VoteAsync(voters[1], videos["Two"], s_noon.AddHours(4));

        var rankings = new RankingStore(competition.Database);
        var all = await rankings.PageAsync(null, 0, 100, default);
        Assert.Equal(["Two Rojas", "Early Rojas", "Late Rojas", "Zero1 Rojas", "Zero2 Rojas"], all.Select(row => row.Username));
        Assert.Equal([1, 2, 3, 4, 5], all.Select(row => row.Position));
        Assert.Equal([2, 1, 1, 0, 0], all.Select(row => row.Votes));
        Assert.Equal(all.Skip(1).Take(2), await rankings.PageAsync(null, 1, 2, default));
    }

    [Fact]
    public async Task A_city_is_matched_whole_whatever_case_and_accents_and_numbered_by_itself()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var first = await competition.OpenVideoAsync(await competition.PlayerAsync("Ana", "Bogotá"));
        await competition.OpenVideoAsync(await competition.PlayerAsync("Eva", "Bogotá D.C."));
        await competition.OpenVideoAsync(await competition.PlayerAsync("Luz", "Cali"));
        await competition.VoteAsync(await competition.PlayerAsync(), first);
        var rankings = new RankingStore(competition.Database);
        Assert.Equal([new RankingRow(1, "Ana Rojas", "Bogotá", 1)], await rankings.PageAsync("BOGOTA", 0, 10, default));
        Assert.Equal([new RankingRow(1, "Luz Rojas", "Cali", 0)], await rankings.PageAsync("cali", 0, 10, default));
        Assert.Empty(await rankings.PageAsync("Medellín", 0, 10, default));
    }
}
