using System.Collections.Concurrent;
using HighPerf.Queue.Processing;
using Npgsql;

namespace HighPerf.Queue.Tests.Processing;

/// <summary>A handler whose run is the test's own function; it remembers what was run and what died.</summary>
internal sealed class ProbeHandler(Func<ClaimedJob, CancellationToken, Task<JobOutcome>> run) : IJobHandler
{
    public static JobOutcome Nothing { get; } = new((_, _) => Task.CompletedTask);

    public string Kind => "test";

    public ConcurrentQueue<ClaimedJob> Runs { get; } = new();

    public ConcurrentQueue<ClaimedJob> Deaths { get; } = new();

    public Func<Task>? DeadWrites { get; init; }

    public Task<JobOutcome> RunAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        Runs.Enqueue(job);
        return run(job, cancellationToken);
    }

    public Task DeadAsync(ClaimedJob job, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        Deaths.Enqueue(job);
        return DeadWrites?.Invoke() ?? Task.CompletedTask;
    }
}
