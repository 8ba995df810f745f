using HighPerf.Core.Videos;
using HighPerf.Queue.Ledgers;

namespace HighPerf.Core.Tests.Videos;

/// <summary>A video and its dead job, when an operator replays the job.</summary>
[Collection(CoreCollection.Name)]
public sealed class ReplayTests(CoreFixture fixture)
{
    [Fact]
    public async Task A_replay_takes_the_video_back_to_uploaded_and_it_can_be_made()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (video, job) = await DeadAsync(competition);
        Assert.Equal(ReplayResult.Replayed, await ReplayAsync(competition, video, job));
        var record = (await competition.Records.FindAsync(video, default))!;
        Assert.Equal(("uploaded", null, null), (record.Status, record.FailureCode, record.FailureReason));
        Assert.True(await competition.FinishAsync(video, await competition.ClaimAsync(video, job)));
        Assert.Equal("processed", (await competition.Records.FindAsync(video, default))!.Status);
    }

    [Fact]
    public async Task A_job_whose_video_is_gone_stays_dead()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (video, job) = await DeadAsync(competition);
        await using var delete = competition.Database.CreateCommand("delete from videos");
        await delete.ExecuteNonQueryAsync();
        Assert.Equal(ReplayResult.Gone, await ReplayAsync(competition, video, job));
        Assert.Equal("dead", await competition.ScalarAsync<string>("select state from jobs"));
    }

    private static Task<ReplayResult> ReplayAsync(Competition competition, Guid video, Guid job) => competition.Ledger.ReplayAsync(
        job, (transaction, token) => VideoWork.ReplayedAsync(transaction.Postgres, video, token), default);

    private static async Task<(Guid Video, Guid Job)> DeadAsync(Competition competition)
    {
        var (video, job) = await competition.UploadAsync(await competition.PlayerAsync());
        var claimed = await competition.ClaimAsync(video, job);
        Assert.True(await competition.Ledger.DeadAsync(
            claimed, "poison", (transaction, token) => VideoWork.FailedAsync(transaction.Postgres, video, VideoFailure.ProcessingFailed, token), default));
        Assert.Equal("failed", (await competition.Records.FindAsync(video, default))!.Status);
        return (video, job);
    }
}
