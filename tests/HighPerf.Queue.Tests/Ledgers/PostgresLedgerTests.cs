using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Queue.Tests.Ledgers;

/// <summary>The conformance suite on a real PostgreSQL, and what only a database can show.</summary>
public sealed class PostgresLedgerTests(QueueFixture fixture) : LedgerConformance, IClassFixture<QueueFixture>, IAsyncLifetime
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(15);

    private NpgsqlDataSource _database = null!;
    private PostgresLedger _ledger = null!;

    protected override IJobLedger Ledger => _ledger;

    public async Task InitializeAsync()
    {
        _database = await fixture.NewDatabaseAsync();
        _ledger = new PostgresLedger(_database);
        await JobRow.SqlAsync(_database, "create table words (word text, at timestamptz default clock_timestamp())");
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_job_of_a_transaction_that_rolls_back_was_never_there()
    {
        await using (var connection = await _database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            Assert.True(await PostgresLedger.EnqueueAsync(transaction, new NewJob(Guid.CreateVersion7(), "test", "{}"), default));
        }

        Assert.Empty(await _ledger.DispatchDueAsync(JobPriority.Normal, TimeSpan.Zero, 10, default));
    }

    [Fact]
    public async Task A_repeated_end_waits_for_the_transaction_whose_answer_was_lost()
    {
        var id = await JobRow.EnqueueAsync(_database);
        var job = Assert.Single(await _ledger.ClaimAsync([id], "a", s_lease, default));
        await using var connection = await _database.OpenConnectionAsync();
        await using var first = await connection.BeginTransactionAsync();
        await using (var end = new NpgsqlCommand("update jobs set state = 'succeeded', lease_owner = null, lease_until = null", connection, first))
        {
            await end.ExecuteNonQueryAsync();
        }

        var repeated = _ledger.CompleteAsync(job, new JobOutcome(Writing("twice")), default);
        await Poll.UntilAsync("the repetition waits for the row", TimeSpan.FromSeconds(30), async () =>
        {
            await using var waiting = _database.CreateCommand(
                "select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')");
            return await waiting.ExecuteScalarAsync() is true;
        });
        Assert.False(repeated.IsCompleted);
        await first.CommitAsync();
        Assert.True(await repeated);
        Assert.Empty(await WrittenAsync());
    }

    [Fact]
    public async Task A_claim_takes_what_is_free_and_waits_for_no_row()
    {
        var (held, free) = (await JobRow.EnqueueAsync(_database), await JobRow.EnqueueAsync(_database));
        await using (var holder = await RowHolder.HoldAsync(_database, held))
        {
            Assert.Equal([free], (await _ledger.ClaimAsync([held, free], "a", s_lease, default)).Select(c => c.Id));
        }

        Assert.Equal([held], (await _ledger.ClaimAsync([held, free], "a", s_lease, default)).Select(c => c.Id));
    }

    [Fact]
    public async Task A_renewal_extends_what_is_free_and_waits_for_no_row()
    {
        var (held, free) = (await JobRow.EnqueueAsync(_database), await JobRow.EnqueueAsync(_database));
        await _ledger.ClaimAsync([held, free], "a", s_lease, default);
        await PassAsync(s_lease * 0.6);
        JobLease[] leases = [new(held, 1), new(free, 1)];
        using var renewer = _ledger.OpenRenewer();
        await using (var holder = await RowHolder.HoldAsync(_database, held))
        {
            var renewed = renewer.Renew(leases, "a", s_lease).ToDictionary(r => r.Lease.JobId, r => r.Extended);
            Assert.Equal((false, true), (renewed[held], renewed[free]));
        }

        await PassAsync(s_lease * 0.6);
        Assert.Equal(held, Assert.Single(await _ledger.ClaimAsync([held, free], "b", s_lease, default)).Id); // only the other was extended
    }

    [Theory]
    [InlineData(0.9, true)] // run out, and nobody can have taken it: the next beat may still get it
    [InlineData(1.1, false)]
    public async Task A_lease_whose_row_is_locked_is_held_until_it_ran_out_a_lease_ago(double leasesAgo, bool isHeld)
    {
        var job = await JobRow.EnqueueAsync(_database);
        await _ledger.ClaimAsync([job], "a", s_lease, default);
        await PassAsync(s_lease * (1 + leasesAgo));
        using var renewer = _ledger.OpenRenewer();
        await using (var holder = await RowHolder.HoldAsync(_database, job))
        {
            Assert.Equal(isHeld ? [new RenewedLease(new JobLease(job, 1), false, Extended: false)] : [], renewer.Renew([new JobLease(job, 1)], "a", s_lease));
        }
    }

    [Fact]
    public async Task Two_sweeps_at_once_ring_no_job_twice()
    {
        for (var i = 0; i < 200; i++) await JobRow.EnqueueAsync(_database);
        await JobRow.SqlAsync(_database, "update jobs set dispatched_at = null");
        var rung = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _ledger.DispatchDueAsync(JobPriority.Normal, s_lease, 200, default)));
        Assert.Equal(200, rung.Sum(r => r.Count));
        Assert.Equal(200, rung.SelectMany(r => r).Distinct().Count());
    }

    [Fact]
    public async Task An_idle_sweep_reads_an_index_even_when_the_table_is_full_of_jobs_that_ended()
    {
        await JobRow.SqlAsync(_database, """
            insert into jobs (id, kind, payload, state, finished_at)
            select gen_random_uuid(), 'test', '{}', 'succeeded', now() from generate_series(1, 20000);
            analyze jobs
            """);
        await using var explain = _database.CreateCommand("explain " + JobSql.Due.Replace("$1", "interval '5 seconds'", StringComparison.Ordinal));
        await using var reader = await explain.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync()) plan.Add(reader.GetString(0));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan on jobs", StringComparison.Ordinal));
    }

    protected override async Task PassAsync(TimeSpan span)
    {
        await using var command = _database.CreateCommand("""
            update jobs set lease_until = lease_until - $1, due_at = due_at - $1, dispatched_at = dispatched_at - $1,
                   created_at = created_at - $1, finished_at = finished_at - $1
            """);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = span });
        await command.ExecuteNonQueryAsync();
    }

    protected override JobWrites Writing(string word) => async (transaction, token) =>
    {
        await using var insert = new NpgsqlCommand("insert into words values ($1)", transaction.Postgres.Connection, transaction.Postgres);
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = word });
        await insert.ExecuteNonQueryAsync(token);
    };

    protected override async Task<IReadOnlyList<string>> WrittenAsync()
    {
        await using var command = _database.CreateCommand("select word from words order by at");
        await using var reader = await command.ExecuteReaderAsync();
        var words = new List<string>();
        while (await reader.ReadAsync()) words.Add(reader.GetString(0));
        return words;
    }
}
