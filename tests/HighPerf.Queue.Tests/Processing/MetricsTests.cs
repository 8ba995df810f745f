using HighPerf.Queue.Processing;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace HighPerf.Queue.Tests.Processing;

[Collection(QueueCollection.Name)]
public sealed class MetricsTests(QueueFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly JobQueueOptions _options = new()
    {
        KeyPrefix = $"{Guid.CreateVersion7():N}:",
        Lease = TimeSpan.FromSeconds(2),
        SweepPeriod = TimeSpan.FromMilliseconds(300),
        RetryBase = TimeSpan.FromMilliseconds(20),
        DrainTimeout = TimeSpan.FromMilliseconds(100),
        DepthPeriod = TimeSpan.FromMilliseconds(100),
        MaxFailures = 2,
    };

    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync() => _database = await fixture.NewDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Runs_are_counted_by_outcome_with_time_in_queue_and_service_time()
    {
        var handler = new ProbeHandler((_, _) => throw new InvalidOperationException("no"));
        using var host = await QueueHost.StartAsync(_database, fixture.Redis.Url, handler, _options);
        using var meters = new MeterReader(host);
        var job = await JobRow.EnqueueAsync(_database);
        await JobRow.EndsAsync(_database, job, "dead");
        await Poll.UntilAsync("no run is open", s_patience, () => Task.FromResult(meters.Count("highperf.queue.service_time") >= 2));
        await host.StopAsync();

        Assert.Equal(1, meters.Sum("highperf.queue.ended", "retried"));
        Assert.Equal(1, meters.Sum("highperf.queue.ended", "dead"));
        Assert.Equal(meters.Sum("highperf.queue.claimed"), meters.Count("highperf.queue.time_in_queue"));
    }

    [Fact]
    public async Task A_take_over_counts_a_crash_and_its_time_in_queue_begins_where_the_lease_ended()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await QueueHost.StartAsync(_database, fixture.Redis.Url, handler, _options);
        using var meters = new MeterReader(host);
        var job = new NewJob(Guid.CreateVersion7(), "test", "{}", Delay: TimeSpan.FromHours(1)); // not yet the host's
        await JobRow.EnqueueAsync(_database, job);
        await JobRow.SqlAsync(_database, """
            update jobs set due_at = now() - interval '1 hour', attempt = 1, lease_owner = 'dead', lease_until = now() - interval '5 seconds'
            """);
        await JobRow.EndsAsync(_database, job.Id, "succeeded");
        await host.StopAsync();
        Assert.Equal(1, meters.Sum("highperf.queue.crashes"));
        Assert.InRange(meters.Sum("highperf.queue.time_in_queue"), 5, 60);
        Assert.Equal(0, meters.Sum("highperf.queue.in_flight"));
        Assert.Equal(1, meters.Sum("highperf.queue.ended", "succeeded"));
    }

    [Fact]
    public async Task The_depth_is_read_from_the_ledger_and_when_it_cannot_be_read_nothing_is_reported()
    {
        await JobRow.EnqueueAsync(_database, new NewJob(Guid.CreateVersion7(), "test", "{}", Delay: TimeSpan.FromHours(1)));
        using var host = await QueueHost.StartAsync(_database, fixture.Redis.Url, ProbeHandler.Endless(), _options);
        using var meters = new MeterReader(host);
        await Poll.UntilAsync("one job is scheduled", s_patience, () => Task.FromResult(meters.Read("highperf.queue.depth").Any(m => m.Tags[0] == "scheduled" && m.Value == 1)));
        Assert.Equal(0, Assert.Single(meters.Read("highperf.queue.oldest_due")).Value);

        await JobRow.SqlAsync(_database, "alter table jobs rename to away");
        await Poll.UntilAsync("no depth is reported", s_patience, () => Task.FromResult(meters.Read("highperf.queue.depth").Count == 0));
        Assert.Empty(meters.Read("highperf.queue.oldest_due"));

        await JobRow.SqlAsync(_database, "alter table away rename to jobs");
        await JobRow.EnqueueAsync(_database, new NewJob(Guid.CreateVersion7(), "test", "{}", Delay: TimeSpan.FromHours(1)));
        await Poll.UntilAsync("two jobs are scheduled", s_patience, () => Task.FromResult(meters.Read("highperf.queue.depth").Any(m => m.Tags[0] == "scheduled" && m.Value == 2)));
        await host.StopAsync();
    }

    [Fact]
    public void The_age_of_the_last_read_grows_but_not_while_all_slots_are_busy()
    {
        var time = new FakeTimeProvider();
        var watch = new ReadWatch(time);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), watch.Age);
        watch.Pause();
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(3), watch.Age);
        watch.Resume();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(5), watch.Age);
        watch.Succeeded();
        Assert.Equal(TimeSpan.Zero, watch.Age);
    }
}
