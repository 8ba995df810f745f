using HighPerf.Core.Videos;
using HighPerf.Core.Votes;

namespace HighPerf.Core.Tests.Videos;

[Collection(CoreCollection.Name)]
public sealed class ModerationStoreTests(CoreFixture fixture)
{
    [Fact]
    public async Task Hiding_waits_for_the_votes_in_flight_and_none_is_counted_after_it()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (ana, eva) = (await competition.PlayerAsync(), await competition.PlayerAsync());
        var video = await competition.OpenVideoAsync(ana);
        await using var batch = await OpenTransaction.BeginAsync(competition.Database);
        await batch.VoteAsync(eva, video);
        var hiding = new ModerationStore(competition.Database).HideAsync(video, default);
        await competition.SomebodyWaitsAsync();
        Assert.False(hiding.IsCompleted);
        await batch.Transaction.CommitAsync();

        Assert.Null(await hiding);
        Assert.Equal(VoteVerdict.NotOpen, await competition.VoteAsync(ana, video));
        Assert.Equal(1L, await competition.ScalarAsync<long>("select count(*) from votes"));
    }
}
