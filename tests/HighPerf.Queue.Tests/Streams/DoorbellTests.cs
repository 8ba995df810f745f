using HighPerf.Queue.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace HighPerf.Queue.Tests.Streams;

[Collection(QueueCollection.Name)]
public sealed class DoorbellTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly QueueRedis _redis;
    private readonly Bell _bell;
    private readonly DoorbellReader _reader;
    private readonly DoorbellReader _other;

    public DoorbellTests(QueueFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        var options = new JobQueueOptions { KeyPrefix = $"{Guid.CreateVersion7():N}:" };
        _redis = new QueueRedis(RedisUrl.Parse(new Uri(fixture.Redis.Url)), options);
        _bell = new Bell(_redis, NullLogger<Bell>.Instance);
        _reader = new DoorbellReader(_redis, options with { Owner = "one" });
        _other = new DoorbellReader(_redis, options with { Owner = "two" });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => _redis.DisposeAsync().AsTask();

    public async ValueTask DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task What_was_rung_before_the_group_existed_is_heard()
    {
        var job = Guid.CreateVersion7();
        Assert.True(await _bell.RingAsync(JobPriority.Normal, job));
        var bell = Assert.Single(await _reader.ReadAsync(JobPriority.Normal, 5));
        Assert.Equal((JobPriority.Normal, job), (bell.Priority, bell.JobId));
    }

    [Fact]
    public async Task A_forgotten_group_is_made_again()
    {
        Assert.Empty(await _reader.ReadAsync(JobPriority.Normal, 1));
        await (await _redis.CommandsAsync()).KeyDeleteAsync([_redis.Stream(JobPriority.High), _redis.Stream(JobPriority.Normal), _redis.Stream(JobPriority.Low)]);
        var job = Guid.CreateVersion7();
        await _bell.RingAsync(JobPriority.Low, job);
        Assert.Equal(job, Assert.Single(await _reader.WaitAsync(TimeSpan.FromSeconds(1))).JobId);
    }

    [Fact]
    public async Task An_acknowledged_bell_is_gone_from_the_stream()
    {
        await _bell.RingAsync(JobPriority.High, Guid.CreateVersion7());
        await _reader.AcknowledgeAsync(Assert.Single(await _reader.ReadAsync(JobPriority.High, 1)));
        Assert.Equal(0, await _bell.LengthAsync(JobPriority.High));
        Assert.Empty(await _other.TakeOverAsync(JobPriority.High, TimeSpan.Zero, 10));
    }

    [Fact]
    public async Task No_more_bells_are_read_than_asked_for_and_each_once()
    {
        await _bell.RingAsync(JobPriority.Normal, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var first = await _reader.ReadAsync(JobPriority.Normal, 2);
        var second = await _other.ReadAsync(JobPriority.Normal, 2);
        Assert.Equal((2, 1), (first.Count, second.Count));
        Assert.Equal(3, first.Concat(second).Select(b => b.JobId).Distinct().Count());
    }

    [Fact]
    public async Task A_wait_ends_with_the_next_bell_of_any_stream()
    {
        var job = Guid.CreateVersion7();
        var wait = _reader.WaitAsync(TimeSpan.FromSeconds(2));
        await _bell.RingAsync(JobPriority.Low, job);
        Assert.Equal(job, Assert.Single(await wait).JobId);
    }

    [Fact]
    public async Task A_wait_over_several_streams_may_bring_one_of_each_and_the_surplus_is_handed_back()
    {
        await _bell.RingAsync(JobPriority.High, Guid.CreateVersion7());
        await _bell.RingAsync(JobPriority.Low, Guid.CreateVersion7());
        var bells = await _reader.WaitAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(2, bells.Count);
        await _reader.HandBackAsync(bells[1]);
        Assert.Equal(bells[1].JobId, Assert.Single(await _other.ReadAsync(bells[1].Priority, 5)).JobId);
    }

    [Fact]
    public async Task Bells_that_a_dead_consumer_left_pending_are_taken_over()
    {
        var job = Guid.CreateVersion7();
        await _bell.RingAsync(JobPriority.Normal, job);
        await _reader.ReadAsync(JobPriority.Normal, 1);
        Assert.Empty(await _other.TakeOverAsync(JobPriority.Normal, TimeSpan.FromMinutes(1), 10));
        Assert.Equal(job, Assert.Single(await _other.TakeOverAsync(JobPriority.Normal, TimeSpan.Zero, 10)).JobId);
    }

    [Fact]
    public async Task A_foreign_entry_reads_as_a_bell_of_no_job()
    {
        await (await _redis.CommandsAsync()).StreamAddAsync(_redis.Stream(JobPriority.Normal), "who", "knows");
        Assert.Equal(Guid.Empty, Assert.Single(await _reader.ReadAsync(JobPriority.Normal, 1)).JobId);
    }

    [Fact]
    public async Task A_bell_that_cannot_be_rung_is_no_exception()
    {
        await using var nowhere = new QueueRedis(ConfigurationOptions.Parse("127.0.0.1:1"), new JobQueueOptions());
        Assert.False(await new Bell(nowhere, NullLogger<Bell>.Instance).RingAsync(JobPriority.Normal, Guid.CreateVersion7()));
    }
}
