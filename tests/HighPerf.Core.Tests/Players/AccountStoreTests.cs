using HighPerf.Core.Players;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using HighPerf.Queue.Ledgers;

namespace HighPerf.Core.Tests.Players;

/// <summary>What a deletion of an account meets in the middle of its own transaction.</summary>
[Collection(CoreCollection.Name)]
public sealed class AccountStoreTests(CoreFixture fixture)
{
    [Fact]
    public async Task A_deletion_takes_along_the_job_of_an_upload_that_commits_while_it_waits()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (player, video) = (await competition.PlayerAsync(), Guid.CreateVersion7());
        var job = VideoJobs.NewTranscode(video);
        await using var upload = await OpenTransaction.BeginAsync(competition.Database);
        Assert.True(await PostgresLedger.EnqueueAsync(upload.Transaction, job, default));
        await upload.SqlAsync(
            $"insert into videos (id, player_id, title, original_key, size_bytes, sha256) values ('{video}', '{player}', 'Triple', '{StorageKeys.Original(video)}', 1, decode(repeat('00', 32), 'hex'))");
        var deletion = new AccountStore(competition.Database).DeleteAsync(player, keepVotes: false, default);
        await competition.SomebodyWaitsAsync();
        Assert.False(deletion.IsCompleted);
        await upload.Transaction.CommitAsync();

        var removed = await deletion;
        Assert.Equal([job.Id], removed!.EndedJobs);
        Assert.Single(removed.Removals);
        Assert.Equal(0L, await competition.ScalarAsync<long>("select count(*) from jobs where kind = 'transcode-video'"));
        Assert.Equal(0L, await competition.ScalarAsync<long>("select count(*) from videos"));
    }

    [Theory]
    [InlineData(true)] // the player is locked before the votes are deleted
    [InlineData(false)] // and the player's videos
    public async Task A_deletion_waits_for_the_votes_in_flight_by_the_player_and_for_the_players_videos(bool byThePlayer)
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (leaver, other) = (await competition.PlayerAsync(), await competition.PlayerAsync());
        var (leavers, others) = (await competition.OpenVideoAsync(leaver), await competition.OpenVideoAsync(other));
        await using var batch = await OpenTransaction.BeginAsync(competition.Database);
        await (byThePlayer ? batch.VoteAsync(leaver, others) : batch.VoteAsync(other, leavers));
        var deletion = new AccountStore(competition.Database).DeleteAsync(leaver, keepVotes: false, default);
        await competition.SomebodyWaitsAsync();
        Assert.False(deletion.IsCompleted);
        await batch.Transaction.CommitAsync();

        Assert.Single((await deletion)!.Removals);
        Assert.Equal(0L, await competition.ScalarAsync<long>("select count(*) from votes"));
        Assert.Equal(1L, await competition.ScalarAsync<long>("select count(*) from players"));
    }
}
