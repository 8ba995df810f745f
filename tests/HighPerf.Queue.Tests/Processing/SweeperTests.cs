using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StackExchange.Redis;

namespace HighPerf.Queue.Tests.Processing;

[Collection(QueueCollection.Name)]
public sealed class SweeperTests(QueueFixture fixture)
{
    private readonly JobQueueOptions _options = new() { KeyPrefix = $"{Guid.CreateVersion7():N}:", MaxDoorbells = 10 };

    [Fact]
    public async Task A_sweep_fills_a_stream_with_the_oldest_jobs_up_to_its_limit_and_no_further()
    {
        await using var database = await fixture.NewDatabaseAsync();
        await using var redis = new QueueRedis(RedisUrl.Parse(new Uri(fixture.Redis.Url)), _options);
        var bell = new Bell(redis, NullLogger<Bell>.Instance);
        var jobs = new List<Guid>();
        for (var i = 0; i < 15; i++) jobs.Add(await JobRow.EnqueueAsync(database));
        await JobRow.SqlAsync(database, "update jobs set dispatched_at = null");
        await bell.RingAsync(JobPriority.Normal, jobs[0]); // one of ten is taken

        using var sweeper = Sweeper(database, bell);
        Assert.Equal(9, await sweeper.SweepAsync(default));
        Assert.Equal(0, await sweeper.SweepAsync(default));
        Assert.Equal(10, await bell.LengthAsync(JobPriority.Normal));
        var bells = await new DoorbellReader(redis, _options).ReadAsync(JobPriority.Normal, 20);
        Assert.Equal([jobs[0], .. jobs[..9]], bells.Select(b => b.JobId));
    }

    [Fact]
    public async Task A_sweep_with_nothing_due_asks_Redis_nothing()
    {
        await using var database = await fixture.NewDatabaseAsync();
        await JobRow.EnqueueAsync(database);
        await using var nowhere = new QueueRedis(ConfigurationOptions.Parse("127.0.0.1:1"), _options);
        using var sweeper = Sweeper(database, new Bell(nowhere, NullLogger<Bell>.Instance));
        Assert.Equal(0, await sweeper.SweepAsync(default));
        await JobRow.SqlAsync(database, "update jobs set dispatched_at = null");
        await Assert.ThrowsAnyAsync<RedisException>(() => sweeper.SweepAsync(default)); // with something due it would have
    }

    private Sweeper Sweeper(NpgsqlDataSource database, Bell bell) => new(
        new PostgresLedger(database), bell, _options, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), TimeProvider.System,
        NullLogger<Sweeper>.Instance);
}
