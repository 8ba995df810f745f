using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Queue.Streams;
using HighPerf.Queue.Tests.Processing;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace HighPerf.Queue.Tests.WhatOthersGetWrong;

/// <summary>Mistakes of other queues in handling streams and connections, each shown not to be ours on a real Redis.</summary>
public sealed class StreamMistakesTests(QueueFixture fixture) : IClassFixture<QueueFixture>, IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly JobQueueOptions _options = new()
    {
        KeyPrefix = $"{Guid.CreateVersion7():N}:",
        Lease = TimeSpan.FromSeconds(2),
        SweepPeriod = TimeSpan.FromMilliseconds(300),
        DrainTimeout = TimeSpan.FromMilliseconds(100),
        ReadAgeLimit = TimeSpan.FromSeconds(4),
        Slots = 2,
    };

    private NpgsqlDataSource _database = null!;
    private QueueRedis _redis = null!;
    private Bell _bell = null!;

    public async Task InitializeAsync()
    {
        _database = await fixture.NewDatabaseAsync();
        var redis = RedisUrl.Parse(new Uri(fixture.Redis.Url));
        redis.AllowAdmin = true; // for INFO
        _redis = new QueueRedis(redis, _options);
        _bell = new Bell(_redis, NullLogger<Bell>.Instance);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Celery.</summary>
    [Fact]
    public async Task A_consumer_stops_silently_after_a_reconnect__ours_reads_on_after_every_cut()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler);
        for (var round = 0; round < 3; round++)
        {
            await fixture.Redis.CommandAsync("CLIENT KILL TYPE normal");
            await fixture.Redis.CommandAsync("CLIENT KILL TYPE pubsub");
            var job = await JobRow.EnqueueAsync(_database);
            await JobRow.EndsAsync(_database, job, "succeeded");
        }

        var watch = host.Services.GetRequiredService<ReadWatch>();
        await Poll.UntilAsync("it reads", s_patience, () => Task.FromResult(watch.Age < TimeSpan.FromSeconds(3)));
        await host.StopAsync();
    }

    /// <summary>Celery.</summary>
    [Fact]
    public async Task Its_gauge_stays_frozen__ours_grows_while_nothing_is_read_and_health_says_so()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler);
        using var meters = new MeterReader(host);
        var health = new ReadHealth(host.Services.GetRequiredService<ReadWatch>(), _options);
        await Poll.UntilAsync("it reads", s_patience, () => Task.FromResult(meters.Read("highperf.queue.read_age").Single().Value < 3));
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new HealthCheckContext())).Status);
        fixture.Redis.Stop();
        try
        {
            await Poll.UntilAsync("the gauge grows past the limit", s_patience, () => Task.FromResult(meters.Read("highperf.queue.read_age").Single().Value > 5));
            Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(new HealthCheckContext())).Status);
        }
        finally
        {
            fixture.Redis.Continue();
        }

        await Poll.UntilAsync("it reads again", s_patience, () => Task.FromResult(meters.Read("highperf.queue.read_age").Single().Value < 3));
        var job = await JobRow.EnqueueAsync(_database);
        await JobRow.EndsAsync(_database, job, "succeeded");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_group_that_is_flushed_away_under_a_waiting_read_is_made_again_and_hears_what_is_rung()
    {
        var reader = new DoorbellReader(_redis, _options);
        Assert.Empty(await reader.ReadAsync(JobPriority.Normal, 1));
        var wait = reader.WaitAsync(TimeSpan.FromSeconds(2));
        var commands = await _redis.CommandsAsync();
        await Poll.UntilAsync("the read waits", s_patience, async () => ((string?)await commands.ExecuteAsync("INFO", "clients"))!.Contains("blocked_clients:1", StringComparison.Ordinal));
        await fixture.Redis.FlushAllAsync();
        var job = Guid.CreateVersion7();
        await _bell.RingAsync(JobPriority.Normal, job);
        Assert.Equal(job, (await wait).Concat(await reader.ReadAsync(JobPriority.Normal, 1)).Single().JobId);
    }

    [Fact]
    public async Task MAXLEN_eats_unacknowledged_work_and_XACK_never_deletes__ours_keeps_all_bells_and_then_none()
    {
        const int Bells = 1_500; // more than the sweep would ever ring
        await _bell.RingAsync(JobPriority.Normal, [.. Enumerable.Range(0, Bells).Select(_ => Guid.CreateVersion7())]);
        Assert.Equal(Bells, await _bell.LengthAsync(JobPriority.Normal));
        using var host = await StartAsync(new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing)));
        await Poll.UntilAsync("every bell is answered", s_patience, async () => await _bell.LengthAsync(JobPriority.Normal) == 0);
        await host.StopAsync();
    }

    [Fact]
    public async Task Deleting_a_consumer_destroys_its_pending_entries__ours_takes_them_over_first()
    {
        var options = _options with { IdleConsumer = TimeSpan.Zero, Lease = TimeSpan.Zero };
        var dead = new DoorbellReader(_redis, options with { Owner = "dead" });
        var next = new DoorbellReader(_redis, options with { Owner = "next" });
        var job = Guid.CreateVersion7();
        await _bell.RingAsync(JobPriority.Normal, job);
        Assert.Single(await dead.ReadAsync(JobPriority.Normal, 1));

        var stream = _redis.Stream(JobPriority.Normal);
        var commands = await _redis.CommandsAsync();
        var script = Resources.Read("remove-idle-consumer.lua");
        Assert.Equal(0, (long)await commands.ScriptEvaluateAsync(script, [stream], [QueueRedis.Group, "dead"]));

        using var janitor = new Janitor(new PostgresLedger(_database), next, _redis, options, TimeProvider.System, NullLogger<Janitor>.Instance);
        await janitor.TidyAsync();
        Assert.DoesNotContain(await commands.StreamConsumerInfoAsync(stream, QueueRedis.Group), consumer => consumer.Name == "dead");
        Assert.Equal(job, Assert.Single(await next.ReadAsync(JobPriority.Normal, 5)).JobId);
    }

    [Fact]
    public async Task A_bell_that_is_taken_over_goes_through_the_claim_and_is_refused_while_its_job_runs()
    {
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new ProbeHandler(async (_, token) =>
        {
            await finish.Task.WaitAsync(token);
            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await _bell.RingAsync(JobPriority.Normal, job);
        await handler.StartedAsync();
        var other = new DoorbellReader(_redis, _options with { Owner = "other" });
        var taken = Assert.Single(await other.TakeOverAsync(JobPriority.Normal, TimeSpan.Zero, 10));
        await other.HandBackAsync(taken);
        await Poll.UntilAsync("the claim has refused it", s_patience, async () => await _bell.LengthAsync(JobPriority.Normal) == 0);
        finish.SetResult();
        await JobRow.EndsAsync(_database, job, "succeeded");
        Assert.Single(handler.Runs);
        await host.StopAsync();
    }

    private Task<IHost> StartAsync(ProbeHandler handler) => QueueHost.StartAsync(_database, fixture.Redis.Url, handler, _options);
}
