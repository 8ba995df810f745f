using HighPerf.Queue.Inspection;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;

namespace HighPerf.Queue.Tests.Ledgers;

/// <summary>The rules that every ledger keeps. A ledger adds a subclass that says how time passes in it and what a write is.</summary>
public abstract partial class LedgerConformance
{
    private static readonly JobWrites s_nothing = (_, _) => Task.CompletedTask;
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_longerThanALease = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private static readonly string[] s_ends = ["complete", "dead", "cancelled", "retry", "give back"];

    /// <summary>The guarded ends, by name: what a worker can do to a job it holds.</summary>
    public static TheoryData<string> Ends { get; } = [.. s_ends];

    /// <summary>Those that end the job for good and carry a handler's writes.</summary>
    public static TheoryData<string> FinalEnds { get; } = ["complete", "dead", "cancelled"];

    /// <summary>Each end of a lease that ran out, and who has claimed the job since: another worker, or the same one, which had slept.</summary>
    public static TheoryData<string, string> LateLosers { get; } = Pairs(s_ends, ["a", "b"]);

    /// <summary>Each way that frees a lease and leaves the job pending, and each end that its late owner may try.</summary>
    public static TheoryData<string, string> FreedLeases { get; } = Pairs(["give back", "retry", "release"], s_ends);

    protected abstract IJobLedger Ledger { get; }

    /// <summary>Makes so much time pass for the ledger.</summary>
    protected abstract Task PassAsync(TimeSpan span);

    /// <summary>A handler's write of one word.</summary>
    protected abstract JobWrites Writing(string word);

    /// <summary>The words whose writes took effect.</summary>
    protected abstract Task<IReadOnlyList<string>> WrittenAsync();

    [Fact]
    public async Task The_same_id_or_unique_key_is_enqueued_once()
    {
        var job = new NewJob(Guid.CreateVersion7(), "test", "{}", UniqueKey: "one");
        Assert.True(await Ledger.EnqueueAsync(job, default));
        Assert.False(await Ledger.EnqueueAsync(job, default));
        Assert.False(await Ledger.EnqueueAsync(job with { UniqueKey = null }, default));
        Assert.False(await Ledger.EnqueueAsync(job with { Id = Guid.CreateVersion7() }, default));
        Assert.True(await Ledger.EnqueueAsync(job with { Id = Guid.CreateVersion7(), UniqueKey = "two" }, default));
    }

    [Theory]
    [MemberData(nameof(FinalEnds))]
    public async Task A_unique_key_counts_only_among_pending_jobs(string end)
    {
        var first = await EnqueueAsync(uniqueKey: "one");
        var held = await ClaimAsync(first);
        Assert.False(await Ledger.EnqueueAsync(new NewJob(Guid.CreateVersion7(), "test", "{}", UniqueKey: "one"), default));
        Assert.True(await EndAsync(end, held, s_nothing));
        await EnqueueAsync(uniqueKey: "one");
    }

    [Fact]
    public async Task Of_many_claims_at_once_exactly_one_wins()
    {
        var job = await EnqueueAsync();
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Ledger.ClaimAsync([job], $"worker-{i}", s_lease, default))));
        var winner = Assert.Single(claims.SelectMany(c => c));
        Assert.Equal((1, 0), (winner.Attempt, winner.Crashes));
        var record = await FindAsync(job);
        Assert.Equal((winner.Owner, 1, "running"), (record.LeaseOwner, record.Attempt, record.Phase));
    }

    [Fact]
    public async Task A_batch_claim_takes_what_is_free_and_leaves_the_rest()
    {
        var (free, other, leased, scheduled) = (await EnqueueAsync(), await EnqueueAsync(), await EnqueueAsync(), await EnqueueAsync(delay: s_hour));
        await ClaimAsync(leased);
        var claimed = await Ledger.ClaimAsync([free, leased, scheduled, Guid.CreateVersion7(), other, free], "b", s_lease, default);
        Assert.Equal(new[] { free, other }.Order(), claimed.Select(c => c.Id).Order());
    }

    [Fact]
    public async Task A_claim_brings_the_job_as_it_was_enqueued()
    {
        var id = Guid.CreateVersion7();
        Assert.True(await Ledger.EnqueueAsync(new NewJob(id, "kind", """{"n":1}""", JobPriority.High), default));
        await PassAsync(TimeSpan.FromSeconds(7));
        var job = await ClaimAsync(id);
        Assert.Equal(("kind", JobPriority.High, "a", false, false), (job.Kind, job.Priority, job.Owner, job.TookOver, job.CancelRequested));
        Assert.Equal(1, System.Text.Json.JsonElement.Parse(job.Payload).GetProperty("n").GetInt32());
        Assert.InRange(job.Waited.TotalSeconds, 7, 60);
    }

    [Fact]
    public async Task The_span_that_gave_rise_to_a_job_is_kept_for_every_run_of_it()
    {
        const string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"; // the example of W3C Trace Context, §3.2
        var id = Guid.CreateVersion7();
        Assert.True(await Ledger.EnqueueAsync(new NewJob(id, "test", "{}", TraceParent: parent), default));
        var first = await ClaimAsync(id);
        Assert.True(await Ledger.RetryAsync(first, "broken", TimeSpan.Zero, default));
        var again = await ClaimAsync(id);
        Assert.True(await Ledger.GiveBackAsync(again, default));
        var lost = await ClaimAsync(id);
        await PassAsync(s_longerThanALease);
        var tookOver = await ClaimAsync(id, "b");
        Assert.True(await Ledger.DeadAsync(tookOver, "poison", s_nothing, default));
        Assert.Equal(ReplayResult.Replayed, await Ledger.ReplayAsync(id, Replaying("again"), default));
        var replayed = await ClaimAsync(id);
        Assert.All(new[] { first, again, lost, tookOver, replayed }, run => Assert.Equal(parent, run.TraceParent));
        Assert.Equal(parent, (await FindAsync(id)).TraceParent);
        Assert.Null((await ClaimAsync(await EnqueueAsync())).TraceParent);
    }

    [Fact]
    public async Task A_scheduled_job_is_neither_claimed_nor_rung_before_it_is_due()
    {
        var job = await EnqueueAsync(delay: s_hour);
        Assert.Empty(await Ledger.ClaimAsync([job], "a", s_lease, default));
        Assert.Empty(await Ledger.DispatchDueAsync(JobPriority.Normal, TimeSpan.Zero, 10, default));
        Assert.Empty(await Ledger.DueAsync(TimeSpan.Zero, default));
        await PassAsync(s_hour);
        Assert.Equal([job], await Ledger.DispatchDueAsync(JobPriority.Normal, s_hour, 10, default));
        Assert.Equal(job, (await ClaimAsync(job)).Id);
    }

    [Fact]
    public async Task A_live_lease_is_refused_and_one_that_ran_out_is_counted_once()
    {
        var job = await EnqueueAsync();
        await ClaimAsync(job, "dead");
        Assert.Empty(await Ledger.ClaimAsync([job], "b", s_lease, default));
        await PassAsync(s_longerThanALease);
        Assert.Equal(0, (await FindAsync(job)).Crashes); // the claim counts, nobody else
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Ledger.ClaimAsync([job], $"b{i}", s_lease, default))));
        var taken = Assert.Single(claims.SelectMany(c => c));
        Assert.Equal((2, 1, true), (taken.Attempt, taken.Crashes, taken.TookOver));
        var crash = Assert.Single((await FindAsync(job)).History);
        Assert.Equal((1, "crash", "the lease of dead ran out"), (crash.Attempt, crash.What, crash.Reason));
    }

    [Fact]
    public async Task A_renewal_holds_the_lease_as_long_as_it_comes()
    {
        var job = await ClaimAsync(await EnqueueAsync());
        using var renewer = Ledger.OpenRenewer();
        for (var i = 0; i < 4; i++)
        {
            await PassAsync(s_lease * 0.6);
            Assert.Equal([new RenewedLease(new JobLease(job.Id, 1), CancelRequested: false)], renewer.Renew([new JobLease(job.Id, 1)], "a", s_lease));
            Assert.Empty(await Ledger.ClaimAsync([job.Id], "b", s_lease, default));
        }
    }

    [Fact]
    public async Task A_renewal_must_match_owner_and_attempt()
    {
        var job = await ClaimAsync(await EnqueueAsync());
        using var renewer = Ledger.OpenRenewer();
        Assert.Equal([new JobLease(job.Id, 1)], renewer.Renew([new JobLease(job.Id, 1), new JobLease(job.Id, 2)], "a", s_lease).Select(r => r.Lease));
        Assert.Empty(renewer.Renew([new JobLease(job.Id, 1)], "b", s_lease));
        Assert.Empty(renewer.Renew([new JobLease(job.Id, 2)], "a", s_lease));
        Assert.Empty(renewer.Renew([new JobLease(Guid.CreateVersion7(), 1)], "a", s_lease));
    }

    [Fact]
    public async Task A_paused_owner_that_wakes_up_does_not_resurrect_its_lease()
    {
        var paused = await ClaimAsync(await EnqueueAsync());
        using var renewer = Ledger.OpenRenewer();
        await PassAsync(s_longerThanALease);
        var winner = await ClaimAsync(paused.Id, "b");
        Assert.Empty(renewer.Renew([new JobLease(paused.Id, paused.Attempt)], "a", s_lease));
        var record = await FindAsync(paused.Id);
        Assert.Equal(("b", 2), (record.LeaseOwner, record.Attempt));
        Assert.Single(renewer.Renew([new JobLease(winner.Id, winner.Attempt)], "b", s_lease));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_released_without_counting_a_crash()
    {
        var (mine, others) = (await ClaimAsync(await EnqueueAsync()), await ClaimAsync(await EnqueueAsync(), "b"));
        await Ledger.ReleaseAsync([mine.Id, others.Id], "a", default);
        Assert.Equal(("b", "running"), (await FindAsync(others.Id)) switch { var r => (r.LeaseOwner, r.Phase) });
        var again = await ClaimAsync(mine.Id, "c");
        Assert.Equal((2, 0), (again.Attempt, again.Crashes));
    }

    [Fact]
    public async Task Due_jobs_are_rung_oldest_first_up_to_the_limit_and_each_once_a_period()
    {
        var jobs = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            jobs.Add(await EnqueueAsync());
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        var period = TimeSpan.FromSeconds(30);
        Assert.Empty(await Ledger.DispatchDueAsync(JobPriority.Normal, period, 3, default)); // whoever enqueued has rung
        Assert.Empty(await Ledger.DueAsync(period, default));
        await PassAsync(period);
        Assert.Equal([JobPriority.Normal], await Ledger.DueAsync(period, default));
        Assert.Equal(jobs[..3], await Ledger.DispatchDueAsync(JobPriority.Normal, period, 3, default));
        Assert.Equal(jobs[3..], await Ledger.DispatchDueAsync(JobPriority.Normal, period, 3, default));
        Assert.Empty(await Ledger.DispatchDueAsync(JobPriority.Normal, period, 3, default));
        Assert.Empty(await Ledger.DispatchDueAsync(JobPriority.High, TimeSpan.Zero, 3, default));
        await PassAsync(period);
        Assert.Equal(jobs, await Ledger.DispatchDueAsync(JobPriority.Normal, period, 10, default));
    }

    [Fact]
    public async Task The_sweep_leaves_running_jobs_alone_and_finds_those_whose_lease_ran_out()
    {
        var job = await ClaimAsync(await EnqueueAsync());
        Assert.Empty(await Ledger.DueAsync(TimeSpan.Zero, default));
        Assert.Empty(await Ledger.DispatchDueAsync(JobPriority.Normal, TimeSpan.Zero, 10, default));
        await PassAsync(s_longerThanALease);
        Assert.Equal([JobPriority.Normal], await Ledger.DueAsync(TimeSpan.Zero, default));
        Assert.Equal([job.Id], await Ledger.DispatchDueAsync(JobPriority.Normal, TimeSpan.Zero, 10, default));
    }

    [Fact]
    public async Task The_depth_tells_waiting_scheduled_running_and_dead_and_the_age_of_the_oldest()
    {
        Assert.Equal(new QueueDepth(0, 0, 0, 0, TimeSpan.Zero), await Ledger.DepthAsync(default));
        await DeadAsync();
        await EnqueueAsync();
        await PassAsync(TimeSpan.FromMinutes(2));
        await EnqueueAsync();
        await EnqueueAsync(delay: s_hour);
        await ClaimAsync(await EnqueueAsync());
        var depth = await Ledger.DepthAsync(default);
        Assert.Equal((2, 1, 1, 1), (depth.Waiting, depth.Scheduled, depth.Running, depth.Dead));
        Assert.InRange(depth.OldestDue.TotalSeconds, 120, 180);
    }

    [Fact]
    public async Task A_payload_that_is_no_json_is_refused() =>
        await Assert.ThrowsAnyAsync<Exception>(() => Ledger.EnqueueAsync(new NewJob(Guid.CreateVersion7(), "test", "no json"), default));

    private static TheoryData<string, string> Pairs(string[] firsts, string[] seconds)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var first in firsts)
        {
            foreach (var second in seconds) pairs.Add(first, second);
        }

        return pairs;
    }

    private ReplayWrites Replaying(string word) => async (transaction, token) =>
    {
        await Writing(word)(transaction, token);
        return true;
    };

    private async Task<Guid> EnqueueAsync(string? uniqueKey = null, TimeSpan delay = default)
    {
        var job = new NewJob(Guid.CreateVersion7(), "test", "{}", UniqueKey: uniqueKey, Delay: delay);
        Assert.True(await Ledger.EnqueueAsync(job, default));
        return job.Id;
    }

    private async Task<ClaimedJob> ClaimAsync(Guid job, string owner = "a") => Assert.Single(await Ledger.ClaimAsync([job], owner, s_lease, default));

    private async Task<Guid> DeadAsync(string? uniqueKey = null)
    {
        var job = await ClaimAsync(await EnqueueAsync(uniqueKey));
        Assert.True(await Ledger.DeadAsync(job, "poison", s_nothing, default));
        return job.Id;
    }

    private async Task<JobRecord> FindAsync(Guid job)
    {
        var record = await Ledger.FindAsync(job, default);
        Assert.NotNull(record);
        return record;
    }

    /// <summary>Those of the jobs that are in the ledger.</summary>
    private async Task<IReadOnlyList<Guid>> KnownAsync(IEnumerable<Guid> jobs)
    {
        var known = new List<Guid>();
        foreach (var job in jobs)
        {
            if (await Ledger.FindAsync(job, default) is not null) known.Add(job);
        }

        return known;
    }

    private Task<bool> EndAsync(string end, ClaimedJob job, JobWrites writes) => end switch
    {
        "complete" => Ledger.CompleteAsync(job, new JobOutcome(writes), default),
        "dead" => Ledger.DeadAsync(job, "poison", writes, default),
        "cancelled" => Ledger.CancelledAsync(job, "on request", writes, default),
        "retry" => Ledger.RetryAsync(job, "broken", TimeSpan.Zero, default),
        "give back" => Ledger.GiveBackAsync(job, default),
        _ => throw new ArgumentOutOfRangeException(nameof(end)),
    };
}
