namespace HighPerf.Queue;

/// <summary>Every timeout and limit of the queue. All processes of one queue must agree on <see cref="KeyPrefix"/>.</summary>
public sealed record JobQueueOptions
{
    /// <summary>Prefix of every Redis key, so that several queues share a server.</summary>
    public string KeyPrefix { get; init; } = "highperf:";

    /// <summary>How long a claim is held without renewal. Renewed each third of it. 2–60 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often due jobs that nobody rang get a doorbell.</summary>
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Jobs this process runs at once.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Exceptions after which a job is dead.</summary>
    public int MaxFailures { get; init; } = 5;

    /// <summary>Lost leases after which a job is dead without being run again (the poison rule).</summary>
    public int MaxCrashes { get; init; } = 3;

    /// <summary>First retry delay; doubles with each failure, full jitter.</summary>
    public TimeSpan RetryBase { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Largest retry delay.</summary>
    public TimeSpan RetryCap { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long running jobs may go on after SIGTERM before their leases are given back.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Largest number of doorbells the sweep lets a stream hold.</summary>
    public int MaxDoorbells { get; init; } = 1_000;

    /// <summary>Age from which a consumer that reads nothing and has nothing pending is removed from its group.</summary>
    public TimeSpan IdleConsumer { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a fetcher with free slots may go without a successful read before the watchdog calls.</summary>
    public TimeSpan ReadAgeLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often depth and oldest age are read from the ledger for the gauges.</summary>
    public TimeSpan DepthPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long jobs that succeeded or were cancelled stay in the ledger. Dead ones stay until an operator drops them.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Name of this process in leases and consumer groups; unique among live processes.</summary>
    public string Owner { get; init; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7().ToString("N")[^8..]}";
}
