using HighPerf.Core.Votes;

namespace HighPerf.Core.Tests.Votes;

[Collection(CoreCollection.Name)]
public sealed class VoteSessionTests(CoreFixture fixture)
{
    private static readonly DateTimeOffset s_at = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_vote_of_a_batch_gets_its_own_verdict_and_fails_nobody_elses()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (ana, eva) = (await competition.PlayerAsync(), await competition.PlayerAsync());
        var open = await competition.OpenVideoAsync(ana);
        var (closed, _) = await competition.UploadAsync(ana);
        Assert.Equal(VoteVerdict.Counted, await competition.VoteAsync(eva, open));
        var verdicts = await competition.CastAsync(
            [
                new(ana, open, s_at), new(ana, open, s_at), new(eva, open, s_at), new(ana, closed, s_at), new(ana, Guid.CreateVersion7(), s_at),
                new(Guid.CreateVersion7(), open, s_at),
            ]);
        Assert.Equal(
            [
                VoteVerdict.Counted, VoteVerdict.AlreadyVoted, VoteVerdict.AlreadyVoted, VoteVerdict.NotOpen, VoteVerdict.NotOpen,
                VoteVerdict.UnknownPlayer,
            ],
            verdicts);
        Assert.Equal(2L, await competition.ScalarAsync<long>("select count(*) from votes"));
    }

    [Fact]
    public async Task Of_equal_votes_in_many_batches_at_once_exactly_one_is_counted()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var player = await competition.PlayerAsync();
        var videos = new List<Guid>();
        for (var i = 0; i < 5; i++) videos.Add(await competition.OpenVideoAsync(player));
        var batches = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => competition.CastAsync(
            [.. (i % 2 == 0 ? videos : Enumerable.Reverse(videos)).Select(video => new Vote(player, video, s_at))])));
        Assert.Equal(5, batches.SelectMany(b => b).Count(verdict => verdict == VoteVerdict.Counted));
        Assert.Equal(5L, await competition.ScalarAsync<long>("select count(*) from votes"));
    }
}
