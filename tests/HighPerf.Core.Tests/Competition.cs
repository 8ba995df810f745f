using HighPerf.Core.Players;
using HighPerf.Core.Storage;
using HighPerf.Core.Uploads;
using HighPerf.Core.Videos;
using HighPerf.Core.Votes;
using HighPerf.Queue;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Core.Tests;

/// <summary>A competition in a database of its own, and short words for what happens in one.</summary>
internal sealed class Competition(NpgsqlDataSource database) : IAsyncDisposable
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(15);

    private int _emails;

    public NpgsqlDataSource Database { get; } = database;

    public VideoStore Videos { get; } = new(database, new UploadPlaces());

    public VideoRecords Records { get; } = new(database);

    public VideoWork Work { get; } = new(database);

    public VoteStore Votes { get; } = new(database);

    public PostgresLedger Ledger { get; } = new(database);

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    public async Task<Guid> PlayerAsync(string first = "Ana", string? city = null)
    {
        var player = new NewPlayer(first, "Rojas", $"player{_emails++}@example.test", "hash", city, null);
        return (await new PlayerStore(Database).AddAsync(player, default))!.Value;
    }

    /// <summary>An upload, waiting for a worker.</summary>
    public async Task<(Guid Video, Guid Job)> UploadAsync(Guid player, string title = "Triple")
    {
        var id = Guid.CreateVersion7();
        var job = VideoJobs.NewTranscode(id);
        var video = new NewVideo(id, player, title, StorageKeys.Original(id), 1_000, new byte[32]);
        Assert.True(await Videos.AddAsync(video, job, () => Assert.Fail("not stored"), default));
        return (id, job.Id);
    }

    /// <summary>What a worker does up to holding the job.</summary>
    public async Task<ClaimedJob> ClaimAsync(Guid video, Guid job)
    {
        var claimed = Assert.Single(await Ledger.ClaimAsync([job], "worker", s_lease, default));
        Assert.NotNull(await Work.StartAsync(video, default));
        return claimed;
    }

    public Task<bool> FinishAsync(Guid video, ClaimedJob job, bool publish = true)
    {
        var clip = new ProcessedClip(StorageKeys.Clip(video, job.Attempt), StorageKeys.Thumbnail(video, job.Attempt), 25_000, 1920, 1080, 30);
        return Ledger.CompleteAsync(job, new JobOutcome((transaction, token) => VideoWork.ProcessedAsync(transaction.Postgres, video, clip, publish, token)), default);
    }

    /// <summary>A video that is open for voting.</summary>
    public async Task<Guid> OpenVideoAsync(Guid player)
    {
        var (video, job) = await UploadAsync(player);
        Assert.True(await FinishAsync(video, await ClaimAsync(video, job)));
        return video;
    }

    public async Task<VoteVerdict> VoteAsync(Guid player, Guid video, DateTimeOffset? at = null) =>
        (await CastAsync([new Vote(player, video, at ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))]))[0];

    /// <summary>In a session of their own.</summary>
    public Task<VoteVerdict[]> CastAsync(IReadOnlyList<Vote> votes) => Task.Run(() =>
    {
        using var session = Votes.Open();
        return session.Cast(votes);
    });

    /// <summary>Waits until somebody's statement waits for a lock.</summary>
    public Task SomebodyWaitsAsync() => Poll.UntilAsync("somebody waits for a lock", TimeSpan.FromSeconds(30), async () => await ScalarAsync<bool>(
        "select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"));

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
