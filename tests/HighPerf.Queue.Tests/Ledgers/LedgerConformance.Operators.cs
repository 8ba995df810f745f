using HighPerf.Queue.Ledgers;

namespace HighPerf.Queue.Tests.Ledgers;

/// <content>What operators do to a job: cancel, replay, drop.</content>
public abstract partial class LedgerConformance
{
    [Fact]
    public async Task Cancelling_a_waiting_job_ends_it_at_once()
    {
        var job = await EnqueueAsync(uniqueKey: "one");
        Assert.Equal(CancelResult.Cancelled, await Ledger.CancelAsync(job, Writing("cancelled"), default));
        var record = await FindAsync(job);
        Assert.Equal(("cancelled", "cancelled"), (record.State, record.History.Single().What));
        Assert.NotNull(record.FinishedAt);
        Assert.Equal(["cancelled"], await WrittenAsync());
        Assert.Empty(await Ledger.ClaimAsync([job], "a", s_lease, default));
        await EnqueueAsync(uniqueKey: "one");
        Assert.Equal(CancelResult.Ended, await Ledger.CancelAsync(job, Writing("again"), default));
        Assert.Equal(CancelResult.NotFound, await Ledger.CancelAsync(Guid.CreateVersion7(), Writing("again"), default));
        Assert.Equal(["cancelled"], await WrittenAsync());
    }

    [Fact]
    public async Task Cancelling_a_running_job_is_a_wish_that_its_renewal_sees_and_its_worker_fulfils()
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.Equal(CancelResult.Requested, await Ledger.CancelAsync(job.Id, Writing("canceller"), default));
        Assert.Empty(await WrittenAsync());
        using var renewer = Ledger.OpenRenewer();
        Assert.Equal([new RenewedLease(new JobLease(job.Id, 1), CancelRequested: true)], renewer.Renew([new JobLease(job.Id, 1)], "a", s_lease));
        Assert.True(await Ledger.CancelledAsync(job, "on request", Writing("worker"), default));
        Assert.Equal("cancelled", (await FindAsync(job.Id)).State);
        Assert.Equal(["worker"], await WrittenAsync());
    }

    [Fact]
    public async Task Cancelling_a_job_whose_lease_ran_out_ends_it_and_its_late_worker_loses()
    {
        var job = await ClaimAsync(await EnqueueAsync());
        await PassAsync(s_longerThanALease);
        Assert.Equal(CancelResult.Cancelled, await Ledger.CancelAsync(job.Id, s_nothing, default));
        Assert.False(await EndAsync("complete", job, Writing("late")));
        Assert.Empty(await WrittenAsync());
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("retry")]
    [InlineData("give back")]
    public async Task A_wish_to_cancel_outlives_its_worker(string how)
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.Equal(CancelResult.Requested, await Ledger.CancelAsync(job.Id, s_nothing, default));
        if (how != "lost") Assert.True(await EndAsync(how, job, s_nothing));
        await PassAsync(s_longerThanALease);
        Assert.True((await ClaimAsync(job.Id, "b")).CancelRequested);
    }

    [Fact]
    public async Task An_end_that_was_on_its_way_beats_the_wish_to_cancel()
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.Equal(CancelResult.Requested, await Ledger.CancelAsync(job.Id, s_nothing, default));
        Assert.True(await EndAsync("complete", job, Writing("made")));
        Assert.False(await Ledger.CancelledAsync(job, "on request", Writing("cancelled"), default));
        Assert.Equal("succeeded", (await FindAsync(job.Id)).State);
        Assert.Equal(["made"], await WrittenAsync());
    }

    [Fact]
    public async Task A_replay_zeroes_failures_and_crashes_but_never_the_attempt()
    {
        var job = await EnqueueAsync();
        await ClaimAsync(job);
        await PassAsync(s_longerThanALease);
        Assert.True(await Ledger.RetryAsync(await ClaimAsync(job, "b"), "broken", TimeSpan.Zero, default));
        var held = await ClaimAsync(job, "c");
        Assert.Equal(CancelResult.Requested, await Ledger.CancelAsync(job, s_nothing, default));
        Assert.True(await Ledger.DeadAsync(held, "poison", s_nothing, default));

        Assert.Equal(ReplayResult.Replayed, await Ledger.ReplayAsync(job, Replaying("replayed"), default));
        var record = await FindAsync(job);
        Assert.Equal(("waiting", 3, 0, 0, null, null), (record.Phase, record.Attempt, record.Failures, record.Crashes, record.LeaseOwner, record.FinishedAt));
        Assert.Equal(["crash", "failure", "dead", "replay"], record.History.Select(e => e.What));
        Assert.Equal(["replayed"], await WrittenAsync());
        var again = await ClaimAsync(job, "d");
        Assert.Equal((4, 0, 0, false), (again.Attempt, again.Failures, again.Crashes, again.CancelRequested));
        Assert.False(await EndAsync("dead", held, s_nothing)); // whoever held it before its death has lost for good
    }

    [Fact]
    public async Task A_replayed_job_is_rung_by_the_sweep_when_nobody_rang()
    {
        var job = await DeadAsync();
        await PassAsync(s_hour);
        Assert.Equal(ReplayResult.Replayed, await Ledger.ReplayAsync(job, Replaying("replayed"), default));
        Assert.Empty(await Ledger.DispatchDueAsync(JobPriority.Normal, s_lease, 10, default)); // whoever replays, rings
        await PassAsync(s_lease);
        Assert.Equal([job], await Ledger.DispatchDueAsync(JobPriority.Normal, s_lease, 10, default));
    }

    [Fact]
    public async Task A_job_whose_reason_to_be_is_gone_is_not_replayed()
    {
        var job = await DeadAsync();
        Assert.Equal(ReplayResult.Gone, await Ledger.ReplayAsync(job, async (transaction, token) =>
        {
            await Writing("half")(transaction, token);
            return false;
        }, default));
        Assert.Equal("dead", (await FindAsync(job)).State);
        Assert.Empty(await WrittenAsync());
    }

    [Fact]
    public async Task Only_a_dead_job_is_replayed_or_dropped()
    {
        var (waiting, running, done) = (await EnqueueAsync(), await ClaimAsync(await EnqueueAsync()), await ClaimAsync(await EnqueueAsync()));
        Assert.True(await EndAsync("complete", done, s_nothing));
        foreach (var job in new[] { waiting, running.Id, done.Id, Guid.CreateVersion7() })
        {
            Assert.Equal(ReplayResult.NotDead, await Ledger.ReplayAsync(job, Replaying("no"), default));
            Assert.False(await Ledger.DropAsync(job, default));
        }

        Assert.Empty(await WrittenAsync());
        var dead = await DeadAsync();
        Assert.True(await Ledger.DropAsync(dead, default));
        Assert.Null(await Ledger.FindAsync(dead, default));
    }

    [Fact]
    public async Task A_replay_whose_unique_key_is_taken_says_so_and_stays_dead()
    {
        var dead = await DeadAsync("one");
        var other = await EnqueueAsync(uniqueKey: "one");
        Assert.Equal(ReplayResult.KeyTaken, await Ledger.ReplayAsync(dead, Replaying("no"), default));
        Assert.Equal("dead", (await FindAsync(dead)).State);
        Assert.Empty(await WrittenAsync());
        Assert.Equal(CancelResult.Cancelled, await Ledger.CancelAsync(other, s_nothing, default));
        Assert.Equal(ReplayResult.Replayed, await Ledger.ReplayAsync(dead, Replaying("yes"), default));
        Assert.False(await Ledger.EnqueueAsync(new NewJob(Guid.CreateVersion7(), "test", "{}", UniqueKey: "one"), default));
    }
}
