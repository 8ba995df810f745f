using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HighPerf.Queue.Tests.Processing;

/// <summary>Cancelling jobs of a whole worker. The long lease shows that a nudge, not the next renewal, made it quick.</summary>
public sealed class CancelTests(QueueFixture fixture) : IClassFixture<QueueFixture>, IAsyncLifetime
{
    private static readonly TimeSpan s_sooner = TimeSpan.FromSeconds(8); // than a third of the long lease

    private readonly JobQueueOptions _options = new()
    {
        KeyPrefix = $"{Guid.CreateVersion7():N}:",
        Lease = TimeSpan.FromSeconds(60),
        SweepPeriod = TimeSpan.FromMilliseconds(300),
        DrainTimeout = TimeSpan.FromMilliseconds(100),
    };

    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync() => _database = await fixture.NewDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_running_job_is_cancelled_at_once_and_ends_with_its_handlers_writes()
    {
        var handler = ProbeHandler.Endless();
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await handler.StartedAsync();
        await ListensAsync(host);
        Assert.Equal(CancelResult.Requested, await Canceller(host).CancelAsync(job, NoWrites, default));
        await JobRow.EndsAsync(_database, job, "cancelled").WaitAsync(s_sooner);
        Assert.Equal(job, Assert.Single(handler.Cancellations).Id);
        Assert.Empty(handler.Deaths);
        Assert.Equal((1, 0, 0, null), await JobRow.ReadAsync(_database, job) switch { var r => (r.Attempt, r.Failures, r.Crashes, r.LeaseOwner) });
        await Poll.UntilAsync("its bell is gone", s_sooner, async () => await host.Services.GetRequiredService<Bell>().LengthAsync(JobPriority.Normal) == 0);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_job_whose_row_was_deleted_is_stopped_at_once_by_a_nudge()
    {
        var stopped = new TaskCompletionSource();
        var handler = new ProbeHandler(async (_, token) =>
        {
            await using var onStop = token.Register(stopped.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await handler.StartedAsync();
        await ListensAsync(host);
        await JobRow.SqlAsync(_database, "delete from jobs");
        Assert.True(await Canceller(host).NudgeAsync(job));
        await stopped.Task.WaitAsync(s_sooner);
        Assert.Empty(handler.Cancellations); // there is nothing left to end
        await host.StopAsync();
    }

    [Fact]
    public async Task Without_a_nudge_the_next_renewal_sees_the_wish()
    {
        var handler = ProbeHandler.Endless();
        using var host = await StartAsync(handler, _options with { Lease = TimeSpan.FromSeconds(2) });
        var job = await JobRow.EnqueueAsync(_database);
        await handler.StartedAsync();
        await new PostgresLedger(_database).CancelAsync(job, NoWrites, default);
        await JobRow.EndsAsync(_database, job, "cancelled");
        await host.StopAsync();
    }

    [Fact]
    public async Task Whatever_a_handler_throws_when_it_is_cancelled_is_no_failure()
    {
        var handler = new ProbeHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("its child was killed");
        });
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await handler.StartedAsync();
        await ListensAsync(host);
        await Canceller(host).CancelAsync(job, NoWrites, default);
        await JobRow.EndsAsync(_database, job, "cancelled");
        Assert.Equal(0, (await JobRow.ReadAsync(_database, job)).Failures);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_handler_that_ends_in_spite_of_it_has_succeeded()
    {
        var handler = new ProbeHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await handler.StartedAsync();
        await ListensAsync(host);
        await Canceller(host).CancelAsync(job, NoWrites, default);
        await JobRow.EndsAsync(_database, job, "succeeded");
        Assert.Empty(handler.Cancellations);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_job_that_lost_its_worker_before_it_could_be_cancelled_is_ended_and_not_run()
    {
        var job = await JobRow.EnqueueAsync(_database);
        await JobRow.SqlAsync(
            _database, "update jobs set cancel_requested = true, attempt = 1, lease_owner = 'dead', lease_until = now() - interval '1 second'");
        var handler = ProbeHandler.Endless();
        using var host = await StartAsync(handler);
        await JobRow.EndsAsync(_database, job, "cancelled");
        Assert.Empty(handler.Runs);
        Assert.Single(handler.Cancellations);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_nudge_without_Redis_is_no_exception()
    {
        await using var nowhere = new QueueRedis(StackExchange.Redis.ConfigurationOptions.Parse("127.0.0.1:1"), _options);
        var canceller = new Canceller(
            new PostgresLedger(_database), nowhere, Microsoft.Extensions.Logging.Abstractions.NullLogger<Canceller>.Instance);
        Assert.False(await canceller.NudgeAsync(Guid.CreateVersion7()));
        Assert.Equal(CancelResult.Cancelled, await canceller.CancelAsync(await JobRow.EnqueueAsync(_database), NoWrites, default));
    }

    private static Task NoWrites(JobTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    private static Canceller Canceller(IHost host) => host.Services.GetRequiredService<Canceller>();

    /// <summary>The worker has subscribed.</summary>
    private static Task ListensAsync(IHost host) => Poll.UntilAsync("the worker listens", TimeSpan.FromSeconds(30), async () =>
    {
        var redis = host.Services.GetRequiredService<QueueRedis>();
        var reply = await (await redis.CommandsAsync()).ExecuteAsync("PUBSUB", "NUMSUB", redis.CancelChannel.ToString());
        return (long)reply[1] > 0;
    });

    private Task<IHost> StartAsync(ProbeHandler handler, JobQueueOptions? options = null) =>
        QueueHost.StartAsync(_database, fixture.Redis.Url, handler, options ?? _options);
}
