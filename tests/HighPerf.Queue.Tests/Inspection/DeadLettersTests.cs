using HighPerf.Queue.Inspection;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using StackExchange.Redis;

namespace HighPerf.Queue.Tests.Inspection;

[Collection(QueueCollection.Name)]
public sealed class DeadLettersTests(QueueFixture fixture) : IAsyncLifetime, IAsyncDisposable
{
    private static readonly ReplayRows s_noRows = (_, _, _) => Task.FromResult(true);

    private readonly JobQueueOptions _options = new() { KeyPrefix = $"{Guid.CreateVersion7():N}:" };
    private readonly FakeTimeProvider _time = new();
    private NpgsqlDataSource _database = null!;
    private PostgresLedger _ledger = null!;
    private QueueRedis _redis = null!;
    private Bell _bell = null!;

    private DeadLetters Letters => new(_ledger, _bell, _time);

    public async Task InitializeAsync()
    {
        _database = await fixture.NewDatabaseAsync();
        _ledger = new PostgresLedger(_database);
        _redis = new QueueRedis(RedisUrl.Parse(new Uri(fixture.Redis.Url)), _options);
        _bell = new Bell(_redis, NullLogger<Bell>.Instance);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Replayed_jobs_are_rung_in_the_stream_of_their_priority()
    {
        var (normal, low) = (await DeadAsync(), await DeadAsync(priority: JobPriority.Low));
        Assert.Equal(
            [new(normal, DeadLetterOutcome.Replayed), new(low, DeadLetterOutcome.Replayed)],
            await AllAsync(Letters.ReplayAsync([normal, low], 100, s_noRows, default)));
        var reader = new DoorbellReader(_redis, _options);
        Assert.Equal(normal, Assert.Single(await reader.ReadAsync(JobPriority.Normal, 5)).JobId);
        Assert.Equal(low, Assert.Single(await reader.ReadAsync(JobPriority.Low, 5)).JobId);
        Assert.Single(await _ledger.ClaimAsync([normal], "a", TimeSpan.FromSeconds(15), default));
    }

    [Fact]
    public async Task A_replay_goes_no_faster_than_its_rate()
    {
        var jobs = new List<Guid>();
        for (var i = 0; i < 5; i++) jobs.Add(await DeadAsync());
        await using var results = Letters.ReplayAsync(jobs, perSecond: 2, s_noRows, default).GetAsyncEnumerator();
        Assert.True(await results.MoveNextAsync());
        Assert.True(await results.MoveNextAsync());
        await NextWaitsASecondAsync(replayed: 2);
        Assert.True(await results.MoveNextAsync());
        await NextWaitsASecondAsync(replayed: 4);
        Assert.False(await results.MoveNextAsync()); // nobody waits after the last
        Assert.Equal(5, await PendingAsync());

        async Task NextWaitsASecondAsync(int replayed)
        {
            var next = results.MoveNextAsync().AsTask();
            _time.Advance(TimeSpan.FromSeconds(0.9));
            Assert.False(next.IsCompleted);
            Assert.Equal(replayed, await PendingAsync());
            _time.Advance(TimeSpan.FromSeconds(0.1));
            Assert.True(await next);
        }
    }

    [Fact]
    public async Task A_job_whose_reason_to_be_is_gone_is_dropped_and_said()
    {
        var (gone, kept) = (await DeadAsync(), await DeadAsync());
        ReplayRows rows = (job, _, _) => Task.FromResult(job.Id != gone);
        Assert.Equal(
            [new(gone, DeadLetterOutcome.DroppedGone), new(kept, DeadLetterOutcome.Replayed)],
            await AllAsync(Letters.ReplayAsync([gone, kept], 100, rows, default)));
        Assert.Null(await _ledger.FindAsync(gone, default));
    }

    [Fact]
    public async Task What_cannot_be_replayed_or_dropped_says_why()
    {
        var (waiting, taken, unknown) = (await JobRow.EnqueueAsync(_database), await DeadAsync("one"), Guid.CreateVersion7());
        await JobRow.EnqueueAsync(_database, new NewJob(Guid.CreateVersion7(), "test", "{}", UniqueKey: "one"));
        Assert.Equal(
            [DeadLetterOutcome.NotDead, DeadLetterOutcome.KeyTaken, DeadLetterOutcome.NotFound],
            (await AllAsync(Letters.ReplayAsync([waiting, taken, unknown], 100, s_noRows, default))).Select(r => r.Outcome));
        Assert.Equal(
            [DeadLetterOutcome.NotDead, DeadLetterOutcome.Dropped, DeadLetterOutcome.NotFound],
            (await AllAsync(Letters.DropAsync([waiting, taken, unknown], default))).Select(r => r.Outcome));
    }

    [Fact]
    public async Task A_replay_without_Redis_leaves_the_ringing_to_the_sweep()
    {
        await using var nowhere = new QueueRedis(ConfigurationOptions.Parse("127.0.0.1:1"), _options);
        var letters = new DeadLetters(_ledger, new Bell(nowhere, NullLogger<Bell>.Instance), _time);
        var job = await DeadAsync();
        Assert.Equal([new(job, DeadLetterOutcome.ReplayedUnrung)], await AllAsync(letters.ReplayAsync([job], 100, s_noRows, default)));
        Assert.Equal([job], await _ledger.DispatchDueAsync(JobPriority.Normal, TimeSpan.Zero, 10, default));
    }

    [Fact]
    public async Task The_inspector_lists_dead_letters_newest_first_and_waiting_jobs_oldest_first()
    {
        var (old, young) = (await DeadAsync(), await DeadAsync(kind: "other"));
        var inspector = new Inspector(_database);
        Assert.Equal([young, old], (await inspector.DeadAsync(null, 10, default)).Select(j => j.Id));
        Assert.Equal([old], (await inspector.DeadAsync("test", 10, default)).Select(j => j.Id));
        Assert.Equal("poison", (await inspector.DeadAsync("test", 10, default))[0].LastEvent!.Reason);
        Assert.Equal([old, young], await inspector.DeadIdsAsync(null, default));
        Assert.Equal([young], await inspector.DeadIdsAsync("other", default));

        var (first, second) = (await JobRow.EnqueueAsync(_database), await JobRow.EnqueueAsync(_database));
        var later = await JobRow.EnqueueAsync(_database, new NewJob(Guid.CreateVersion7(), "test", "{}", Delay: TimeSpan.FromHours(1)));
        Assert.Equal([first, second], (await inspector.PendingAsync(null, [JobPhase.Waiting], 10, default)).Select(j => j.Id));
        Assert.Equal([first], (await inspector.PendingAsync("test", [JobPhase.Waiting], 1, default)).Select(j => j.Id));
        Assert.Equal([later], (await inspector.PendingAsync(null, [JobPhase.Scheduled], 10, default)).Select(j => j.Id));
        Assert.Empty(await inspector.PendingAsync("none", [JobPhase.Waiting], 10, default));

        var activity = (await inspector.ActivityAsync(TimeSpan.FromMinutes(1), default)).Single(k => k.Kind == "test");
        Assert.Equal((2, 1, 0, 1), (activity.Waiting, activity.Scheduled, activity.Running, activity.Dead));
        Assert.Equal(1 / 60d, activity.DiedPerSecond, tolerance: 0.001);
    }

    private static async Task<IReadOnlyList<DeadLetterResult>> AllAsync(IAsyncEnumerable<DeadLetterResult> results)
    {
        var all = new List<DeadLetterResult>();
        await foreach (var result in results) all.Add(result);
        return all;
    }

    private async Task<Guid> DeadAsync(string? uniqueKey = null, JobPriority priority = JobPriority.Normal, string kind = "test")
    {
        var id = await JobRow.EnqueueAsync(_database, new NewJob(Guid.CreateVersion7(), kind, "{}", priority, uniqueKey));
        var job = Assert.Single(await _ledger.ClaimAsync([id], "a", TimeSpan.FromSeconds(15), default));
        Assert.True(await _ledger.DeadAsync(job, "poison", (_, _) => Task.CompletedTask, default));
        return id;
    }

    private async Task<long> PendingAsync()
    {
        await using var command = _database.CreateCommand("select count(*) from jobs where state = 'pending'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
