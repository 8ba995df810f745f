using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;

namespace HighPerf.Queue.Tests.Ledgers;

/// <content>How a job leaves its worker.</content>
public abstract partial class LedgerConformance
{
    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_job_that_left_its_worker_is_not_renewed(string end)
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.True(await EndAsync(end, job, s_nothing));
        using var renewer = Ledger.OpenRenewer();
        Assert.Empty(renewer.Renew([new JobLease(job.Id, job.Attempt)], "a", s_lease));
        var record = await FindAsync(job.Id);
        Assert.Equal((null, null), (record.LeaseOwner, record.LeaseUntil));
    }

    [Theory]
    [MemberData(nameof(LateLosers))]
    public async Task A_late_loser_changes_nothing_and_writes_nothing(string end, string owner)
    {
        var loser = await ClaimAsync(await EnqueueAsync());
        await PassAsync(s_longerThanALease);
        var winner = await ClaimAsync(loser.Id, owner);
        var before = await FindAsync(loser.Id);
        Assert.False(await EndAsync(end, loser, Writing("loser")));
        var after = await FindAsync(loser.Id);
        Assert.Equal((before.State, before.LeaseOwner, before.LeaseUntil, before.Failures), (after.State, after.LeaseOwner, after.LeaseUntil, after.Failures));
        Assert.Equal(before.History.Count, after.History.Count);

        Assert.True(await EndAsync("complete", winner, Writing("winner")));
        Assert.False(await EndAsync(end, loser, Writing("loser")));
        Assert.Equal("succeeded", (await FindAsync(loser.Id)).State);
        Assert.Equal(["winner"], await WrittenAsync());
    }

    [Theory]
    [MemberData(nameof(FreedLeases))]
    public async Task A_lease_that_was_freed_ends_nothing_although_nobody_has_claimed_since(string freed, string end)
    {
        var job = await ClaimAsync(await EnqueueAsync());
        if (freed == "release") await Ledger.ReleaseAsync([job.Id], "a", default);
        else Assert.True(await EndAsync(freed, job, s_nothing));
        var before = await FindAsync(job.Id);
        Assert.False(await EndAsync(end, job, Writing("late")));
        var after = await FindAsync(job.Id);
        Assert.Equal(("pending", 1, before.Failures, before.DueAt, before.FinishedAt), (after.State, after.Attempt, after.Failures, after.DueAt, after.FinishedAt));
        Assert.Equal(before.History.Count, after.History.Count);
        Assert.Empty(await WrittenAsync());
    }

    [Theory]
    [MemberData(nameof(FinalEnds))]
    public async Task An_end_whose_answer_was_lost_may_be_repeated(string end)
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.True(await EndAsync(end, job, Writing("once")));
        Assert.True(await EndAsync(end, job, Writing("twice")));
        Assert.Equal(["once"], await WrittenAsync());
        Assert.InRange((await FindAsync(job.Id)).History.Count, 0, 1);
    }

    [Theory]
    [MemberData(nameof(FinalEnds))]
    public async Task A_handler_that_cannot_write_leaves_its_job_and_no_half_of_its_writes(string end)
    {
        var job = await ClaimAsync(await EnqueueAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => EndAsync(end, job, async (transaction, token) =>
        {
            await Writing("half")(transaction, token);
            throw new InvalidOperationException("no");
        }));
        var record = await FindAsync(job.Id);
        Assert.Equal(("pending", "a", 0), (record.State, record.LeaseOwner, record.History.Count));
        Assert.Empty(await WrittenAsync());
    }

    [Fact]
    public async Task A_result_is_kept_with_the_job()
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.True(await Ledger.CompleteAsync(job, new JobOutcome(s_nothing, """{"made":2}"""), default));
        var record = await FindAsync(job.Id);
        Assert.Equal(2, record.Result!.Value.GetProperty("made").GetInt32());
        Assert.NotNull(record.FinishedAt);
    }

    [Fact]
    public async Task A_retry_counts_a_failure_and_waits()
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.True(await Ledger.RetryAsync(job, "broken", s_hour, default));
        Assert.Empty(await Ledger.ClaimAsync([job.Id], "b", s_lease, default));
        var record = await FindAsync(job.Id);
        Assert.Equal((1, 0, "scheduled"), (record.Failures, record.Crashes, record.Phase));
        Assert.Equal((1, "failure", "broken"), record.History.Select(e => (e.Attempt, e.What, e.Reason)).Single());
        await PassAsync(s_hour);
        Assert.Equal([job.Id], await Ledger.DispatchDueAsync(JobPriority.Normal, s_hour, 10, default));
        Assert.Equal((2, 1, 0), (await ClaimAsync(job.Id, "b")) switch { var again => (again.Attempt, again.Failures, again.Crashes) });
    }

    [Fact]
    public async Task A_job_that_was_given_back_counts_nothing_and_is_due_at_once()
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.True(await Ledger.GiveBackAsync(job, default));
        Assert.Equal([job.Id], await Ledger.DispatchDueAsync(JobPriority.Normal, s_hour, 10, default));
        var again = await ClaimAsync(job.Id, "b");
        Assert.Equal((2, 0, 0, false), (again.Attempt, again.Failures, again.Crashes, again.TookOver));
    }

    [Theory]
    [MemberData(nameof(FinalEnds))]
    public async Task A_job_that_has_ended_is_never_claimed_or_rung_again(string end)
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.True(await EndAsync(end, job, Writing(end)));
        await PassAsync(s_hour);
        Assert.Empty(await Ledger.ClaimAsync([job.Id], "b", s_lease, default));
        Assert.Empty(await Ledger.DueAsync(TimeSpan.Zero, default));
        Assert.Equal([end], await WrittenAsync());
    }

    [Fact]
    public async Task What_ended_well_long_ago_is_removed_oldest_first_and_all_else_stays()
    {
        var (dead, running) = (await DeadAsync(), await ClaimAsync(await EnqueueAsync()));
        var ended = new List<Guid>();
        foreach (var end in new[] { "complete", "cancelled", "complete", "cancelled" })
        {
            var job = await ClaimAsync(await EnqueueAsync(uniqueKey: "one"));
            Assert.True(await EndAsync(end, job, s_nothing));
            ended.Add(job.Id);
            await PassAsync(s_hour);
        }

        Assert.Equal(0, await Ledger.RemoveEndedAsync(s_hour * 5, 10, default));
        Assert.Equal(2, await Ledger.RemoveEndedAsync(s_hour * 1.5, 2, default));
        Assert.Equal(ended[2..], await KnownAsync(ended));
        Assert.Equal(1, await Ledger.RemoveEndedAsync(s_hour * 1.5, 2, default)); // the last has ended an hour ago
        Assert.Equal([ended[3], dead, running.Id], await KnownAsync([.. ended, dead, running.Id]));
        Assert.Equal(running.Id, (await ClaimAsync(running.Id, "b")).Id);
        Assert.Equal(ReplayResult.Replayed, await Ledger.ReplayAsync(dead, Replaying("again"), default));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("half a pair: \uD83D")]
    public async Task Whatever_an_exception_says_can_be_stored(string reason)
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.True(await Ledger.RetryAsync(job, reason, TimeSpan.Zero, default));
        Assert.True(await Ledger.DeadAsync(await ClaimAsync(job.Id), reason + new string('x', 100_000), s_nothing, default));
        var history = (await FindAsync(job.Id)).History;
        Assert.Equal(reason.Replace('\0', '\uFFFD').Replace('\uD83D', '\uFFFD'), history[0].Reason);
        Assert.InRange(history[1].Reason.Length, 100, 2_000);
    }
}
