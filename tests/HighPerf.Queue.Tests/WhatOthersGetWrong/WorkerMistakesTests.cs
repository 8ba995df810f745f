using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using HighPerf.Queue.Tests.Processing;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HighPerf.Queue.Tests.WhatOthersGetWrong;

/// <summary>Mistakes of other queues in running jobs, each shown not to be ours on whole workers.</summary>
public sealed class WorkerMistakesTests(QueueFixture fixture) : IClassFixture<QueueFixture>, IAsyncLifetime
{
    private readonly JobQueueOptions _options = new()
    {
        KeyPrefix = $"{Guid.CreateVersion7():N}:",
        Lease = TimeSpan.FromSeconds(2),
        SweepPeriod = TimeSpan.FromMilliseconds(300),
        DrainTimeout = TimeSpan.FromMilliseconds(100),
        Slots = 2,
    };

    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync() => _database = await fixture.NewDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    /// <summary>Celery, Hangfire.Redis, Oban, taskiq.</summary>
    [Fact]
    public async Task A_fixed_visibility_time_runs_long_jobs_twice__a_job_of_three_leases_runs_once_beside_an_idle_worker()
    {
        var handler = new ProbeHandler(async (_, token) =>
        {
            await Task.Delay(_options.Lease * 3, token);
            return ProbeHandler.Nothing;
        });
        using var one = await StartAsync(handler, "one");
        using var two = await StartAsync(handler, "two");
        var job = await JobRow.EnqueueAsync(_database);
        await JobRow.EndsAsync(_database, job, "succeeded");
        Assert.Single(handler.Runs);
        Assert.Equal((1, 0), await JobRow.ReadAsync(_database, job) switch { var r => (r.Attempt, r.Crashes) });
        await one.StopAsync();
        await two.StopAsync();
    }

    [Fact]
    public async Task Renewal_without_an_owner_check_resurrects_a_paused_worker__ours_stops_its_job()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new ProbeHandler(async (_, token) =>
        {
            await using var onStop = token.Register(stopped.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler, "paused");
        var job = await JobRow.EnqueueAsync(_database);
        await handler.StartedAsync();
        await using (var connection = await _database.OpenConnectionAsync())
        {
            // Whoever holds the row's lock holds up the worker's renewals, as a pause would.
            await using var pause = await connection.BeginTransactionAsync();
            await ExecuteAsync(pause, "select 1 from jobs for update");
            await Poll.UntilAsync("the lease runs out", TimeSpan.FromSeconds(30), async () => await LeaseRanOutAsync());
            await ExecuteAsync(pause, "update jobs set attempt = attempt + 1, crashes = 1, lease_owner = 'other', lease_until = now() + interval '1 hour'");
            await pause.CommitAsync();
        }

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await host.StopAsync();
        Assert.Equal(("pending", "other", 2), await JobRow.ReadAsync(_database, job) switch { var r => (r.State, r.LeaseOwner, r.Attempt) });
    }

    /// <summary>Sidekiq.</summary>
    [Fact]
    public async Task A_poison_job_is_recovered_straight_into_the_next_crash__ours_dies_without_being_run()
    {
        var job = await JobRow.EnqueueAsync(_database);
        var ledger = new PostgresLedger(_database);
        for (var crash = 0; crash < _options.MaxCrashes; crash++)
        {
            Assert.Equal(crash, Assert.Single(await ledger.ClaimAsync([job], $"victim-{crash}", _options.Lease, default)).Crashes);
            await JobRow.SqlAsync(_database, "update jobs set lease_until = now() - interval '1 second'");
        }

        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler, "next");
        await JobRow.EndsAsync(_database, job, "dead");
        Assert.Empty(handler.Runs);
        Assert.Equal(_options.MaxCrashes, Assert.Single(handler.Deaths).Crashes);
        await host.StopAsync();
    }

    /// <summary>Hangfire.</summary>
    [Fact]
    public async Task A_job_is_seen_before_its_row_commits__a_bell_that_rings_too_early_costs_a_sweep()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler, "eager");
        var job = new NewJob(Guid.CreateVersion7(), "test", "{}");
        await using (var connection = await _database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            Assert.True(await PostgresLedger.EnqueueAsync(transaction, job, default));
            var bell = host.Services.GetRequiredService<Bell>();
            await bell.RingAsync(JobPriority.Normal, job.Id);
            await Poll.UntilAsync("the bell is answered", TimeSpan.FromSeconds(30), async () => await bell.LengthAsync(JobPriority.Normal) == 0);
            Assert.Empty(handler.Runs);
            await transaction.CommitAsync();
        }

        await JobRow.EndsAsync(_database, job.Id, "succeeded");
        Assert.Single(handler.Runs);
        await host.StopAsync();
    }

    /// <summary>Asynq, RQ.</summary>
    [Fact]
    public async Task State_kept_in_two_structures_drifts__bells_lost_doubled_and_invented_change_no_job()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        var jobs = new List<Guid>();
        for (var i = 0; i < 10; i++) jobs.Add(await JobRow.EnqueueAsync(_database));
        using var host = await StartAsync(handler, "one");
        var bell = host.Services.GetRequiredService<Bell>();
        await bell.RingAsync(JobPriority.Normal, [.. jobs.Take(5), .. jobs.Take(5), Guid.CreateVersion7(), Guid.Empty]);
        await bell.RingAsync(JobPriority.Low, jobs[0]); // in a stream that is not its own, too
        foreach (var job in jobs) await JobRow.EndsAsync(_database, job, "succeeded");
        await bell.RingAsync(JobPriority.High, jobs); // and long after they ended
        foreach (var priority in Enum.GetValues<JobPriority>())
        {
            await Poll.UntilAsync("every bell is answered", TimeSpan.FromSeconds(30), async () => await bell.LengthAsync(priority) == 0);
        }

        Assert.Equal(jobs.Order(), handler.Runs.Select(run => run.Id).Order());
        Assert.All(handler.Runs, run => Assert.Equal(1, run.Attempt));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_lost_read_reply_is_counted_as_a_crash__ours_counts_claims_only()
    {
        var job = await JobRow.EnqueueAsync(_database);
        await using (var redis = new QueueRedis(RedisUrl.Parse(new Uri(fixture.Redis.Url)), _options))
        {
            // Read by a consumer that never saw the answer: the entry is pending under its name, and nobody runs the job.
            await new Bell(redis, Microsoft.Extensions.Logging.Abstractions.NullLogger<Bell>.Instance).RingAsync(JobPriority.Normal, job);
            Assert.Single(await new DoorbellReader(redis, _options with { Owner = "cut off" }).ReadAsync(JobPriority.Normal, 1));
        }

        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler, "next");
        await JobRow.EndsAsync(_database, job, "succeeded");
        Assert.Equal((1, 0), Assert.Single(handler.Runs) switch { var run => (run.Attempt, run.Crashes) });
        await Poll.UntilAsync(
            "the janitor has taken the entry over and the claim has refused it", TimeSpan.FromSeconds(30),
            async () => await host.Services.GetRequiredService<Bell>().LengthAsync(JobPriority.Normal) == 0);
        Assert.Single(handler.Runs);
        await host.StopAsync();
    }

    private static async Task ExecuteAsync(NpgsqlTransaction transaction, string sql)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> LeaseRanOutAsync()
    {
        await using var command = _database.CreateCommand("select lease_until <= now() from jobs");
        return await command.ExecuteScalarAsync() is true;
    }

    private Task<IHost> StartAsync(ProbeHandler handler, string owner) =>
        QueueHost.StartAsync(_database, fixture.Redis.Url, handler, _options with { Owner = owner });
}
