using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Queue.Streams;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HighPerf.Queue.Tests.Processing;

/// <summary>
/// Leases of the whole queue, as a worker runs it: kept while a job runs or a row is held, given back by a drain; and what is left of a job after its end.
/// </summary>
public sealed class LeaseTests(QueueFixture fixture) : IClassFixture<QueueFixture>, IAsyncLifetime
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
    public async Task A_job_longer_than_its_lease_is_renewed_and_runs_once()
    {
        var handler = new ProbeHandler(async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5), token);
            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler);
        await EndsAsync(await JobRow.EnqueueAsync(_database), "succeeded");
        Assert.Single(handler.Runs);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_job_whose_row_is_deleted_is_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        var handler = new ProbeHandler(async (_, token) =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            }
            catch (OperationCanceledException)
            {
                cancelled.SetResult();
                throw;
            }

            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler);
        await JobRow.EnqueueAsync(_database);
        await Poll.UntilAsync("the job runs", s_patience, () => Task.FromResult(!handler.Runs.IsEmpty));
        await JobRow.SqlAsync(_database, "delete from jobs");
        await cancelled.Task.WaitAsync(s_patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_job_whose_row_somebody_holds_costs_its_neighbours_no_lease()
    {
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new ProbeHandler(async (_, token) =>
        {
            await finish.Task.WaitAsync(token);
            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler);
        var (held, neighbour) = (await JobRow.EnqueueAsync(_database), await JobRow.EnqueueAsync(_database));
        await Poll.UntilAsync("both jobs run", s_patience, () => Task.FromResult(handler.Runs.Count == 2));
        await using (var holder = await RowHolder.HoldAsync(_database, held))
        {
            var extended = await LeaseUntilAsync(neighbour) + _options.Lease * 3;
            await Poll.UntilAsync("three leases have passed", s_patience, async () => await LeaseUntilAsync(neighbour) > extended);
        }

        finish.SetResult();
        await EndsAsync(neighbour, "succeeded");
        await EndsAsync(held, "succeeded");
        Assert.Equal((1, 0), await JobRow.ReadAsync(_database, neighbour) switch { var r => (r.Attempt, r.Crashes) });
        await host.StopAsync();
    }

    [Fact]
    public async Task A_job_whose_row_somebody_holds_leaves_no_slot_empty()
    {
        var handler = new ProbeHandler((_, _) => Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler);
        var (held, free) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await JobRow.EnqueueAsync(_database, new NewJob(held, "test", "{}", Delay: TimeSpan.FromHours(1)));
        await JobRow.SqlAsync(_database, "update jobs set due_at = now(), dispatched_at = now() + interval '1 hour'");
        await using (var holder = await RowHolder.HoldAsync(_database, held))
        {
            await Bell(host).RingAsync(JobPriority.Normal, held);
            await JobRow.EnqueueAsync(_database, new NewJob(free, "test", "{}"));
            await Bell(host).RingAsync(JobPriority.Normal, held, free);
            await EndsAsync(free, "succeeded");
        }

        await JobRow.SqlAsync(_database, "update jobs set dispatched_at = null where state = 'pending'");
        await EndsAsync(held, "succeeded"); // rung again by the sweep
        await host.StopAsync();
    }

    [Fact]
    public async Task A_worker_removes_what_ended_well_long_ago()
    {
        var handler = new ProbeHandler((job, _) => job.Payload.Contains("bad", StringComparison.Ordinal)
            ? throw new PermanentJobException("never")
            : Task.FromResult(ProbeHandler.Nothing));
        using var host = await StartAsync(handler, _options with { Retention = TimeSpan.FromHours(1) });
        var (old, recent) = (await JobRow.EnqueueAsync(_database), await JobRow.EnqueueAsync(_database));
        var dead = await JobRow.EnqueueAsync(_database, new NewJob(Guid.CreateVersion7(), "test", """{"bad":true}"""));
        foreach (var (job, state) in new[] { (old, "succeeded"), (recent, "succeeded"), (dead, "dead") }) await EndsAsync(job, state);
        await JobRow.SqlAsync(_database, $"update jobs set finished_at = finished_at - interval '2 hours' where id <> '{recent}'");
        var ledger = host.Services.GetRequiredService<IJobLedger>();
        await Poll.UntilAsync("it is removed", s_patience, async () => await ledger.FindAsync(old, default) is null);
        Assert.NotNull(await ledger.FindAsync(recent, default));
        Assert.NotNull(await ledger.FindAsync(dead, default));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_drain_gives_back_what_does_not_end_in_time()
    {
        var handler = ProbeHandler.Endless();
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await Poll.UntilAsync("the job runs", s_patience, () => Task.FromResult(!handler.Runs.IsEmpty));
        await host.StopAsync();
        var row = await JobRow.ReadAsync(_database, job);
        Assert.Equal(("pending", null, 0, 0), (row.State, row.LeaseOwner, row.Failures, row.Crashes));
    }

    [Fact]
    public async Task A_drain_waits_for_a_handler_that_takes_seconds_to_stop_and_gives_its_lease_back()
    {
        var handler = new ProbeHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(TimeSpan.FromSeconds(4), CancellationToken.None); // a child that is asked to end, waited for and killed
            token.ThrowIfCancellationRequested();
            return ProbeHandler.Nothing;
        });
        using var host = await StartAsync(handler);
        var job = await JobRow.EnqueueAsync(_database);
        await handler.StartedAsync();
        await host.StopAsync();
        var row = await JobRow.ReadAsync(_database, job);
        Assert.Equal(("pending", null, 0, 0), (row.State, row.LeaseOwner, row.Failures, row.Crashes));
    }

    private static Bell Bell(IHost host) => host.Services.GetRequiredService<Bell>();

    private async Task<DateTime> LeaseUntilAsync(Guid job)
    {
        await using var command = _database.CreateCommand("select lease_until from jobs where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job });
        return Assert.IsType<DateTime>(await command.ExecuteScalarAsync());
    }

    private Task EndsAsync(Guid job, string state) =>
        Poll.UntilAsync($"job {job} is {state}", s_patience, async () => (await JobRow.ReadAsync(_database, job)).State == state);

    private Task<IHost> StartAsync(IJobHandler handler, JobQueueOptions? options = null) =>
        QueueHost.StartAsync(_database, fixture.Redis.Url, handler, options ?? _options);
}
