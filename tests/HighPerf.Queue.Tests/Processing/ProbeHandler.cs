using System.Collections.Concurrent;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Testing.Servers;

namespace HighPerf.Queue.Tests.Processing;

/// <summary>A handler whose run is the test's own function; it remembers what was run and what died.</summary>
internal sealed class ProbeHandler(Func<ClaimedJob, CancellationToken, Task<JobOutcome>> run) : IJobHandler
{
    public static JobOutcome Nothing { get; } = new((_, _) => Task.CompletedTask);

    public string Kind => "test";

    public ConcurrentQueue<ClaimedJob> Runs { get; } = new();

    public ConcurrentQueue<ClaimedJob> Deaths { get; } = new();

    public ConcurrentQueue<ClaimedJob> Cancellations { get; } = new();

    public Func<Task>? DeadWrites { get; init; }

    /// <summary>A handler that runs until it is told to stop.</summary>
    public static ProbeHandler Endless() => new(async (_, token) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        return Nothing;
    });

    /// <summary>Ends when a job has begun to run.</summary>
    public Task StartedAsync() => Poll.UntilAsync("a job runs", TimeSpan.FromSeconds(30), () => Task.FromResult(!Runs.IsEmpty));

    public Task<JobOutcome> RunAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        Runs.Enqueue(job);
        return run(job, cancellationToken);
    }

    public Task DeadAsync(ClaimedJob job, JobTransaction transaction, CancellationToken cancellationToken)
    {
        Deaths.Enqueue(job);
        return DeadWrites?.Invoke() ?? Task.CompletedTask;
    }

    public Task CancelledAsync(ClaimedJob job, JobTransaction transaction, CancellationToken cancellationToken)
    {
        Cancellations.Enqueue(job);
        return Task.CompletedTask;
    }
}
