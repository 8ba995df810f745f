using System.Diagnostics;
using HighPerf.Queue.Processing;
using Npgsql;

namespace HighPerf.Queue.Tests.Processing;

[Collection(QueueCollection.Name)]
public sealed class TracingTests(QueueFixture fixture) : IAsyncLifetime
{
    private readonly JobQueueOptions _options = new()
    {
        KeyPrefix = $"{Guid.CreateVersion7():N}:",
        Lease = TimeSpan.FromSeconds(2),
        SweepPeriod = TimeSpan.FromMilliseconds(300),
        RetryBase = TimeSpan.FromMilliseconds(20),
        MaxFailures = 2,
    };

    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync() => _database = await fixture.NewDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Every_run_is_a_span_below_the_one_that_gave_rise_to_its_job()
    {
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        var (runs, below) = await RunAsync(
            $"00-{parent.TraceId}-{parent.SpanId}-01",
            job => job.Attempt == 1 ? throw new InvalidOperationException("not yet") : ProbeHandler.Nothing);

        Assert.Equal(["1 retried", "2 succeeded"], runs.Select(run => $"{run.GetTagItem("highperf.job.attempt")} {run.GetTagItem("highperf.job.outcome")}"));
        Assert.All(runs, run =>
        {
            Assert.Equal((parent.TraceId, parent.SpanId, ActivityKind.Consumer), (run.TraceId, run.ParentSpanId, run.Kind));
            Assert.Equal("process test", run.DisplayName);
            Assert.Equal("highperf", run.GetTagItem("messaging.system"));
            Assert.Equal("test", run.GetTagItem("messaging.destination.name"));
        });
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], runs.Select(run => run.Status));
        Assert.Equal("exception", Assert.Single(runs[0].Events).Name);
        Assert.All(below, spans => Assert.Equal("commit", Assert.Single(spans).OperationName));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public async Task A_job_that_no_span_gave_rise_to_is_a_trace_of_its_own(string? traceParent)
    {
        var (runs, _) = await RunAsync(traceParent, _ => ProbeHandler.Nothing);
        Assert.Equal(default, Assert.Single(runs).ParentSpanId);
    }

    [Fact]
    public void Where_nobody_listens_no_span_is_made() =>
        Assert.Null(JobTrace.Run(new ClaimedJob(Guid.CreateVersion7(), "test", "{}", JobPriority.Normal, 1, 0, 0, "a")));

    /// <summary>The spans of the runs of one job, until it has succeeded, and what is directly below each.</summary>
    private async Task<(IReadOnlyList<Activity> Runs, IReadOnlyList<IReadOnlyList<Activity>> Below)> RunAsync(
        string? traceParent, Func<ClaimedJob, JobOutcome> run)
    {
        using var spans = new SpanReader();
        using var host = await QueueHost.StartAsync(
            _database, fixture.Redis.Url, new ProbeHandler((claimed, _) => Task.FromResult(run(claimed))), _options);
        var job = await JobRow.EnqueueAsync(_database, new NewJob(Guid.CreateVersion7(), "test", "{}", TraceParent: traceParent));
        await JobRow.EndsAsync(_database, job, "succeeded");
        await host.StopAsync();
        var runs = spans.RunsOf(job);
        return (runs, [.. runs.Select(spans.Below)]);
    }
}
