using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using Npgsql;

namespace HighPerf.Queue.Tests.Ledgers;

[Collection(QueueCollection.Name)]
public sealed class PostgresLedgerTests(QueueFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(15);
    private static readonly JobOutcome s_nothing = new((_, _) => Task.CompletedTask);

    private NpgsqlDataSource _database = null!;
    private PostgresLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        _database = await fixture.NewDatabaseAsync();
        _ledger = new PostgresLedger(_database);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_job_of_a_transaction_that_rolls_back_was_never_there()
    {
        await using (var connection = await _database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await PostgresLedger.EnqueueAsync(transaction, new NewJob(Guid.CreateVersion7(), "test", "{}"), default);
        }

        Assert.Empty(await _ledger.DispatchDueAsync(JobPriority.Normal, TimeSpan.Zero, 10, default));
    }

    [Fact]
    public async Task The_same_id_or_unique_key_is_enqueued_once()
    {
        var job = new NewJob(Guid.CreateVersion7(), "test", "{}", UniqueKey: "one");
        await JobRow.EnqueueAsync(_database, job);
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        Assert.False(await PostgresLedger.EnqueueAsync(transaction, job, default));
        Assert.False(await PostgresLedger.EnqueueAsync(transaction, job with { Id = Guid.CreateVersion7() }, default));
    }

    [Fact]
    public async Task Of_many_claims_at_once_exactly_one_wins()
    {
        var job = await JobRow.EnqueueAsync(_database);
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => _ledger.ClaimAsync([job], $"worker-{i}", s_lease, default)));
        var winner = Assert.Single(claims.SelectMany(c => c));
        Assert.Equal(1, winner.Attempt);
        Assert.Equal(winner.Owner, (await JobRow.ReadAsync(_database, job)).LeaseOwner);
    }

    [Fact]
    public async Task A_job_is_not_claimed_before_it_is_due()
    {
        var job = await JobRow.EnqueueAsync(_database, new NewJob(Guid.CreateVersion7(), "test", "{}", Delay: TimeSpan.FromHours(1)));
        Assert.Empty(await _ledger.ClaimAsync([job], "a", s_lease, default));
        Assert.Empty(await _ledger.DispatchDueAsync(JobPriority.Normal, TimeSpan.Zero, 10, default));
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_counted_once_by_the_claim_that_takes_the_job_over()
    {
        var job = await JobRow.EnqueueAsync(_database);
        await _ledger.ClaimAsync([job], "dead", s_lease, default);
        Assert.Empty(await _ledger.ClaimAsync([job], "b", s_lease, default));
        await ExpireAsync(job);
        var taken = Assert.Single(await _ledger.ClaimAsync([job], "b", s_lease, default));
        Assert.Equal((2, 1), (taken.Attempt, taken.Crashes));
        Assert.Contains("the lease of dead ran out", (await JobRow.ReadAsync(_database, job)).History, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_must_match_owner_and_attempt()
    {
        var job = await JobRow.EnqueueAsync(_database);
        await _ledger.ClaimAsync([job], "a", s_lease, default);
        using var renewer = _ledger.OpenRenewer();
        Assert.Equal([new JobLease(job, 1)], renewer.Renew([new JobLease(job, 1), new JobLease(job, 2)], "a", s_lease));
        Assert.Empty(renewer.Renew([new JobLease(job, 1)], "b", s_lease));
        Assert.Empty(renewer.Renew([new JobLease(job, 2)], "a", s_lease));
        await ExpireAsync(job);
        await _ledger.ClaimAsync([job], "b", s_lease, default);
        Assert.Empty(renewer.Renew([new JobLease(job, 1)], "a", s_lease));
    }

    [Fact]
    public async Task A_late_loser_writes_nothing()
    {
        var id = await JobRow.EnqueueAsync(_database);
        var loser = Assert.Single(await _ledger.ClaimAsync([id], "a", s_lease, default));
        await ExpireAsync(id);
        var winner = Assert.Single(await _ledger.ClaimAsync([id], "b", s_lease, default));
        var wrote = new List<string>();
        Assert.False(await _ledger.CompleteAsync(loser, Writing(wrote, "loser"), default));
        Assert.True(await _ledger.CompleteAsync(winner, Writing(wrote, "winner"), default));
        Assert.False(await _ledger.CompleteAsync(loser, Writing(wrote, "loser"), default));
        Assert.Equal(["winner"], wrote);
        Assert.Equal("succeeded", (await JobRow.ReadAsync(_database, id)).State);
    }

    [Fact]
    public async Task A_completion_whose_answer_was_lost_may_be_repeated()
    {
        var id = await JobRow.EnqueueAsync(_database);
        var job = Assert.Single(await _ledger.ClaimAsync([id], "a", s_lease, default));
        var wrote = new List<string>();
        Assert.True(await _ledger.CompleteAsync(job, Writing(wrote, "once"), default));
        Assert.True(await _ledger.CompleteAsync(job, Writing(wrote, "twice"), default));
        Assert.Equal(["once"], wrote);
    }

    [Fact]
    public async Task A_handler_that_cannot_write_leaves_its_job_pending()
    {
        var id = await JobRow.EnqueueAsync(_database);
        var job = Assert.Single(await _ledger.ClaimAsync([id], "a", s_lease, default));
        var failing = new JobOutcome((_, _) => throw new InvalidOperationException("no"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _ledger.CompleteAsync(job, failing, default));
        Assert.Equal("pending", (await JobRow.ReadAsync(_database, id)).State);
    }

    [Fact]
    public async Task A_retry_counts_a_failure_and_waits()
    {
        var id = await JobRow.EnqueueAsync(_database);
        var job = Assert.Single(await _ledger.ClaimAsync([id], "a", s_lease, default));
        Assert.True(await _ledger.RetryAsync(job, "broken", TimeSpan.FromHours(1), default));
        Assert.Empty(await _ledger.ClaimAsync([id], "b", s_lease, default));
        var row = await JobRow.ReadAsync(_database, id);
        Assert.Equal((1, 0, null), (row.Failures, row.Crashes, row.LeaseOwner));
        Assert.Contains("broken", row.History, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_was_given_back_counts_nothing_and_is_due_at_once()
    {
        var id = await JobRow.EnqueueAsync(_database);
        var job = Assert.Single(await _ledger.ClaimAsync([id], "a", s_lease, default));
        Assert.True(await _ledger.GiveBackAsync(job, default));
        var again = Assert.Single(await _ledger.ClaimAsync([id], "b", s_lease, default));
        Assert.Equal((2, 0, 0), (again.Attempt, again.Failures, again.Crashes));
    }

    [Fact]
    public async Task A_dead_job_is_never_claimed_again()
    {
        var id = await JobRow.EnqueueAsync(_database);
        var job = Assert.Single(await _ledger.ClaimAsync([id], "a", s_lease, default));
        Assert.True(await _ledger.DeadAsync(job, "poison", (_, _) => Task.CompletedTask, default));
        Assert.Empty(await _ledger.ClaimAsync([id], "b", s_lease, default));
        Assert.Equal("dead", (await JobRow.ReadAsync(_database, id)).State);
    }

    [Fact]
    public async Task The_sweep_dispatches_oldest_first_up_to_the_limit_and_each_job_once_a_period()
    {
        var jobs = new List<Guid>();
        for (var i = 0; i < 5; i++) jobs.Add(await JobRow.EnqueueAsync(_database));
        await JobRow.SqlAsync(_database, "update jobs set dispatched_at = null");
        var period = TimeSpan.FromSeconds(30);
        Assert.Equal(jobs[..3], await _ledger.DispatchDueAsync(JobPriority.Normal, period, 3, default));
        Assert.Equal(jobs[3..], await _ledger.DispatchDueAsync(JobPriority.Normal, period, 3, default));
        Assert.Empty(await _ledger.DispatchDueAsync(JobPriority.Normal, period, 3, default));
        Assert.Empty(await _ledger.DispatchDueAsync(JobPriority.High, TimeSpan.Zero, 3, default));
    }

    [Fact]
    public async Task The_sweep_leaves_running_jobs_alone_and_finds_those_whose_lease_ran_out()
    {
        var job = await JobRow.EnqueueAsync(_database);
        await _ledger.ClaimAsync([job], "a", s_lease, default);
        Assert.Empty(await _ledger.DispatchDueAsync(JobPriority.Normal, TimeSpan.Zero, 10, default));
        await ExpireAsync(job);
        Assert.Equal([job], await _ledger.DispatchDueAsync(JobPriority.Normal, TimeSpan.Zero, 10, default));
    }

    private Task ExpireAsync(Guid job) =>
        JobRow.SqlAsync(_database, $"update jobs set lease_until = now() - interval '1 second' where id = '{job}'");

    private static JobOutcome Writing(List<string> wrote, string what) => s_nothing with
    {
        Writes = (_, _) =>
        {
            wrote.Add(what);
            return Task.CompletedTask;
        },
    };
}
