using HighPerf.Core.Errors;
using HighPerf.Core.Paging;
using HighPerf.Core.Videos;
using HighPerf.Queue.Processing;

namespace HighPerf.Core.Tests.Videos;

[Collection(CoreCollection.Name)]
public sealed class VideoLifeTests(CoreFixture fixture)
{
    [Fact]
    public async Task A_video_goes_from_uploaded_over_processing_to_processed_and_open()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var player = await competition.PlayerAsync();
        var (video, job) = await competition.UploadAsync(player);
        Assert.Equal("uploaded", (await competition.Records.FindAsync(video, default))!.Status);
        var claimed = await competition.ClaimAsync(video, job);
        await competition.Work.ProgressAsync(video, claimed, 40, default);
        var processing = (await competition.Records.FindAsync(video, default))!;
        Assert.Equal(("processing", (short)40), (processing.Status, processing.Progress!.Value));
        Assert.True(await competition.FinishAsync(video, claimed));
        var record = (await competition.Records.FindAsync(video, default))!;
        Assert.Equal(("processed", (short?)null), (record.Status, record.Progress));
        Assert.NotNull(record.PublishedAt);
        Assert.NotNull(await competition.Videos.FindOpenAsync(video, null, default));
        Assert.True(await competition.Videos.IsServedAsync(record.ProcessedKey!, default));
    }

    [Fact]
    public async Task A_video_of_a_player_who_is_gone_is_not_stored_and_says_so()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (id, undone) = (Guid.CreateVersion7(), 0);
        var video = new NewVideo(id, Guid.CreateVersion7(), "Triple", $"{id}.mp4", 1_000, new byte[32]);
        Assert.False(await competition.Videos.AddAsync(video, VideoJobs.NewTranscode(id), () => undone++, default));
        Assert.Equal(1, undone);
        Assert.Equal(0L, await competition.ScalarAsync<long>("select count(*) from jobs"));
    }

    [Fact]
    public async Task A_clip_whose_lease_ran_out_but_may_still_win_is_needed()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (video, job) = await competition.UploadAsync(await competition.PlayerAsync());
        await competition.ClaimAsync(video, job);
        await using var expire = competition.Database.CreateCommand("update jobs set lease_until = now() - interval '2 hours'");
        await expire.ExecuteNonQueryAsync();
        Assert.Equal([$"{video}.1.mp4"], await competition.Work.NeededAsync([$"{video}.1.mp4"], default));
    }

    [Fact]
    public async Task Progress_of_an_attempt_that_lost_its_job_is_not_shown()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (video, job) = await competition.UploadAsync(await competition.PlayerAsync());
        var claimed = await competition.ClaimAsync(video, job);
        await competition.Work.ProgressAsync(video, claimed with { Attempt = 7 }, 40, default);
        await competition.Work.ProgressAsync(video, claimed with { Owner = "somebody else" }, 40, default);
        Assert.Equal((short)0, (await competition.Records.FindAsync(video, default))!.Progress);
    }

    [Fact]
    public async Task A_processed_but_unpublished_video_is_not_open()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var player = await competition.PlayerAsync();
        var (video, job) = await competition.UploadAsync(player);
        Assert.True(await competition.FinishAsync(video, await competition.ClaimAsync(video, job), publish: false));
        Assert.Null(await competition.Videos.FindOpenAsync(video, null, default));
    }

    [Fact]
    public async Task A_refused_video_has_a_code_and_a_spanish_reason()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (video, job) = await competition.UploadAsync(await competition.PlayerAsync());
        var claimed = await competition.ClaimAsync(video, job);
        var failure = VideoFailure.FromRefusal("duration_too_short", TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60), 1080);
        Assert.True(await competition.Ledger.CompleteAsync(
            claimed, new JobOutcome((transaction, token) => VideoWork.FailedAsync(transaction.Postgres, video, failure, token)), default));
        var record = (await competition.Records.FindAsync(video, default))!;
        Assert.Equal(("failed", "duration_too_short"), (record.Status, record.FailureCode));
        Assert.Equal("El video es demasiado corto: debe durar entre 20 y 60 segundos.", record.FailureReason);
    }

    [Fact]
    public async Task A_video_that_has_ended_is_not_started_again()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var video = await competition.OpenVideoAsync(await competition.PlayerAsync());
        Assert.Null(await competition.Work.StartAsync(video, default));
        Assert.Null(await competition.Work.StartAsync(Guid.CreateVersion7(), default));
    }

    [Fact]
    public async Task Deleting_takes_row_and_job_and_a_worker_in_flight_loses()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var player = await competition.PlayerAsync();
        var (video, job) = await competition.UploadAsync(player);
        var claimed = await competition.ClaimAsync(video, job);
        var (removed, error) = await competition.Videos.DeleteAsync(player, video, default);
        Assert.Null(error);
        Assert.Equal(VideoJobs.DeleteMedia, Assert.Single(removed!.Removals).Kind);
        Assert.Equal([job], removed.EndedJobs);
        Assert.Null(await competition.Records.FindAsync(video, default));
        Assert.False(await competition.FinishAsync(video, claimed));
        Assert.Equal(1L, await competition.ScalarAsync<long>("select count(*) from jobs where kind = 'delete-media'"));
        Assert.Equal(0L, await competition.ScalarAsync<long>("select count(*) from jobs where kind = 'transcode-video'"));
    }

    [Fact]
    public async Task Only_its_owner_deletes_a_video_and_only_before_it_is_open()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var (owner, other) = (await competition.PlayerAsync(), await competition.PlayerAsync());
        var (closed, _) = await competition.UploadAsync(owner);
        var open = await competition.OpenVideoAsync(owner);
        Assert.Equal(ErrorCatalogue.Forbidden, (await competition.Videos.DeleteAsync(other, closed, default)).Error);
        Assert.Equal(ErrorCatalogue.AlreadyPublished, (await competition.Videos.DeleteAsync(owner, open, default)).Error);
        Assert.Equal(ErrorCatalogue.VideoNotFound, (await competition.Videos.DeleteAsync(owner, Guid.CreateVersion7(), default)).Error);
    }

    [Fact]
    public async Task Lists_are_newest_first_and_slices_do_not_overlap()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var player = await competition.PlayerAsync(city: "Cali");
        var videos = new List<Guid>();
        for (var i = 0; i < 5; i++) videos.Insert(0, await competition.OpenVideoAsync(player));
        Assert.Equal(videos, (await competition.Videos.OfPlayerAsync(player, new Slice(0, 10), default)).Select(v => v.Id));
        Assert.Equal(videos[2..4], (await competition.Videos.OfPlayerAsync(player, new Slice(2, 2), default)).Select(v => v.Id));
    }

    [Fact]
    public async Task Votes_are_counted_for_the_videos_of_a_slice_and_not_for_those_before_it()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var player = await competition.PlayerAsync(city: "Cali");
        await using var fill = competition.Database.CreateCommand(
            """
            insert into videos (id, player_id, title, status, original_key, processed_key, size_bytes, sha256, processed_at, published_at)
            select id, $1, 'Triple', 'processed', id || '.mp4', id || '.1.mp4', 1, decode(repeat('00', 32), 'hex'), now(), now()
              from (select gen_random_uuid() as id from generate_series(1, 100)) ids
            """);
        fill.Parameters.AddWithValue(player);
        await fill.ExecuteNonQueryAsync();

        var before = await LooksAtVotesAsync(competition);
        Assert.Equal(5, (await competition.Videos.OfPlayerAsync(player, new Slice(90, 5), default)).Count);
        Assert.InRange(await LooksAtVotesAsync(competition) - before, 1, 20);
    }

    [Fact]
    public async Task Files_of_rows_and_of_live_attempts_are_needed_others_are_not()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        var player = await competition.PlayerAsync();
        var done = await competition.OpenVideoAsync(player);
        var (running, job) = await competition.UploadAsync(player);
        await competition.ClaimAsync(running, job);
        string[] needed = [$"{done}.mp4", $"{done}.1.mp4", $"{done}.1.jpg", $"{running}.mp4", $"{running}.1.mp4.part", $"{running}.1.jpg"];
        string[] leftover = [$"{done}.2.mp4", $"{running}.2.mp4", $"{Guid.CreateVersion7()}.mp4", $"{running}.mp4.part"];
        Assert.Equal(needed.ToHashSet(), await competition.Work.NeededAsync([.. needed, .. leftover], default));
    }

    /// <summary>How often the table of votes was scanned, by an index or whole; one connection serves a test, and its counts are sent on first.</summary>
    private static async Task<long> LooksAtVotesAsync(Competition competition)
    {
        await using var flush = competition.Database.CreateCommand("select pg_stat_force_next_flush()");
        await flush.ExecuteNonQueryAsync();
        return await competition.ScalarAsync<long>("select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables where relname = 'votes'");
    }
}
