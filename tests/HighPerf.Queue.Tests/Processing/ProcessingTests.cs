using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Queue.Streams;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HighPerf.Queue.Tests.Processing;

/// <summary>The whole queue, as a worker runs it, on a real database and a real Redis.</summary>
public sealed class ProcessingTests(QueueFixture fixture) : IClassFixture<QueueFixture>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly JobQueueOptions _options = new()
    {
        KeyPrefix = $"{Guid.CreateVersion7():N}:",
        Lease = TimeSpan.FromSeconds(2),
        SweepPeriod = TimeSpan.FromMilliseconds(300),
        RetryBase = TimeSpan.FromMilliseconds(20),
        DrainTimeout = TimeSpan.FromMilliseconds(300),
        Slots = 2,
    };

    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync() => _database = await fixture.NewDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_job_runs_once_and_its_writes_commit_with_its_end()
    {
        await JobRow.SqlAsync(_database, "create table results (job uuid)");
        var handler = new ProbeHandler((job, _) => Task.FromResult(new JobOutcome(async (transaction, token) =>
        {
            await using var insert = new NpgsqlCommand("insert into results values ($1)", transaction.Postgres.Connection, transaction.Postgres);
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job.Id });
            await insert.ExecuteNonQueryAsync(token);
        })));
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await Bell(host).RingAsync(JobPriority.Normal, job, job, job); // a doubled bell costs a refused claim, not a second run
        await EndsAsync(job, "succeeded");
        await Poll.UntilAsync("the stream is empty", s_patience, async () => await Bell(host).LengthAsync(JobPriority.Normal) == 0);
        Assert.Single(handler.Runs);
        await using var count = _database.CreateCommand("select count(*) from results");
        Assert.Equal(1L, await count.ExecuteScalarAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task A_job_that_nobody_rang_is_rung_by_the_sweep()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler);
        await EndsAsync(await JobRow.EnqueueAsync(_database), "succeeded");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_flush_of_Redis_loses_no_job()
    {
        var handler = new ProbeHandler(async (_, token) =>
        {
            await Task.Delay(200, token);
            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler);
        var jobs = new List<Guid>();
        for (var i = 0; i < 6; i++) jobs.Add(await JobRow.EnqueueAsync(_database));
        await Bell(host).RingAsync(JobPriority.Normal, jobs);
        await Poll.UntilAsync("a job runs", s_patience, () => Task.FromResult(!handler.Runs.IsEmpty));
        await fixture.Redis.FlushAllAsync();
        foreach (var job in jobs) await EndsAsync(job, "succeeded");
        Assert.Equal(6, handler.Runs.Count);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_failing_job_is_retried_and_then_dead()
    {
        var handler = new ProbeHandler((_, _) => throw new InvalidOperationException("always"));
        using var host = await StartAsync(handler, _options with { MaxFailures = 3 });
        var job = await JobRow.EnqueueAsync(_database);
        await EndsAsync(job, "dead");
        Assert.Equal([1, 2, 3], handler.Runs.Select(run => run.Attempt));
        Assert.Single(handler.Deaths);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_job_dies_even_when_its_handlers_dead_writes_fail()
    {
        var handler = new ProbeHandler((_, _) => throw new PermanentJobException("never"))
        {
            DeadWrites = () => throw new InvalidOperationException("unreadable payload"),
        };
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await EndsAsync(job, "dead");
        Assert.Contains("unreadable payload", (await JobRow.ReadAsync(_database, job)).History, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_job_whose_dead_writes_the_database_refused_dies_with_them_later()
    {
        var refusals = 1;
        var handler = new ProbeHandler((_, _) => throw new PermanentJobException("never"))
        {
            DeadWrites = () => Interlocked.Decrement(ref refusals) >= 0
                ? throw new PostgresException("canceling statement due to statement timeout", "ERROR", "ERROR", PostgresErrorCodes.QueryCanceled)
                : Task.CompletedTask,
        };
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await EndsAsync(job, "dead");
        Assert.Equal([1, 2], handler.Deaths.Select(death => death.Attempt));
        Assert.DoesNotContain("statement timeout", (await JobRow.ReadAsync(_database, job)).History, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task An_end_that_met_a_deadlock_is_written_again()
    {
        var deadlocks = 2;
        var handler = new ProbeHandler((_, _) => Task.FromResult(new JobOutcome((_, _) => Interlocked.Decrement(ref deadlocks) >= 0
            ? throw new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected)
            : Task.CompletedTask)));
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await EndsAsync(job, "succeeded");
        Assert.Equal((1, 0), await JobRow.ReadAsync(_database, job) switch { var r => (r.Attempt, r.Failures) });
        Assert.True(deadlocks < 0);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_given_free_at_once_and_counts_no_crash()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        var losing = new LosingLedger(new PostgresLedger(_database));
        // With this lease nothing would run for a minute if the claim were left to run out.
        using var host = await QueueHost.StartAsync(
            _database, fixture.Redis.Url, handler, _options with { Lease = TimeSpan.FromSeconds(60) }, services => services.AddSingleton<IJobLedger>(losing));
        losing.LoseNextClaim();
        var job = await JobRow.EnqueueAsync(_database);
        await Bell(host).RingAsync(JobPriority.Normal, job);
        await EndsAsync(job, "succeeded");
        Assert.True(losing.HasLost);
        Assert.Equal((2, 0), await JobRow.ReadAsync(_database, job) switch { var r => (r.Attempt, r.Crashes) });
        await host.StopAsync();
    }

    [Fact]
    public async Task A_waiting_fetcher_asks_for_a_sweep_long_before_its_period()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler, _options with { SweepPeriod = TimeSpan.FromMinutes(5) });
        var job = await JobRow.EnqueueAsync(_database, new NewJob(Guid.CreateVersion7(), "test", "{}", Delay: TimeSpan.FromMilliseconds(1)));
        await EndsAsync(job, "succeeded");
        await host.StopAsync();
    }

    [Fact]
    public async Task The_same_worker_runs_jobs_of_the_memory_ledger()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        var ledger = new MemoryLedger(TimeProvider.System);
        using var host = await QueueHost.StartAsync(
            _database, fixture.Redis.Url, handler, _options, services => services.AddSingleton<IJobLedger>(ledger));
        var job = new NewJob(Guid.CreateVersion7(), "test", "{}");
        Assert.True(await ledger.EnqueueAsync(job, default));
        await Poll.UntilAsync("it has succeeded", s_patience, async () => (await ledger.FindAsync(job.Id, default))!.State == "succeeded");
        await host.StopAsync();
    }

    [Fact]
    public async Task Slots_are_neither_lost_nor_multiplied_by_doubled_bells_and_an_outage_of_Redis()
    {
        var (running, most) = (0, 0);
        var handler = new ProbeHandler(async (_, token) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Delay(100, token);
            Interlocked.Decrement(ref running);
            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler);
        for (var round = 0; round < 3; round++)
        {
            var jobs = new List<Guid>();
            for (var i = 0; i < 6; i++) jobs.Add(await JobRow.EnqueueAsync(_database));
            await Bell(host).RingAsync(JobPriority.Normal, [.. jobs, .. jobs]);
            fixture.Redis.Stop();
            await Task.Delay(150);
            fixture.Redis.Continue();
            foreach (var job in jobs) await EndsAsync(job, "succeeded");
        }

        Assert.Equal(_options.Slots, most);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_job_that_killed_its_workers_is_dead_without_being_run_again()
    {
        var job = await JobRow.EnqueueAsync(_database);
        await JobRow.SqlAsync(_database, "update jobs set crashes = 2, attempt = 3, lease_owner = 'dead', lease_until = now() - interval '1 second'");
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler);
        await EndsAsync(job, "dead");
        Assert.Empty(handler.Runs);
        Assert.Equal(3, Assert.Single(handler.Deaths).Crashes);
        await host.StopAsync();
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private static Bell Bell(IHost host) => host.Services.GetRequiredService<Bell>();

    private Task EndsAsync(Guid job, string state) =>
        Poll.UntilAsync($"job {job} is {state}", s_patience, async () => (await JobRow.ReadAsync(_database, job)).State == state);

    private Task<IHost> StartAsync(IJobHandler handler, JobQueueOptions? options = null) =>
        QueueHost.StartAsync(_database, fixture.Redis.Url, handler, options ?? _options);
}
