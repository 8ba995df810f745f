using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StackExchange.Redis;

namespace HighPerf.Queue;

/// <summary>How a program joins the queue: as a client (enqueue, ring, sweep) or also as a worker (fetch, run, renew).</summary>
public static class QueueServices
{
    /// <summary>
    /// The durable ledger, bell and canceller. Needs a <see cref="Connections.PostgresDatabase"/> in the container, and a <see cref="LeaseDatabase"/> where
    /// jobs are run.
    /// </summary>
    public static IServiceCollection AddJobQueue(this IServiceCollection services, JobQueueOptions options, ConfigurationOptions redis)
    {
        services.AddSingleton<PostgresLedger>();
        services.AddSingleton<IJobLedger>(provider => provider.GetRequiredService<PostgresLedger>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new QueueRedis(redis, options));
        services.AddSingleton<Bell>();
        services.AddSingleton<Canceller>();
        return services;
    }

    /// <summary>
    /// Beside the durable ledger, one that dies with the process and that no worker sees: for test environments only, which whoever
    /// composes must make sure of.
    /// </summary>
    public static IServiceCollection AddMemoryLedger(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MemoryLedger>();
        return services;
    }

    /// <summary>The sweep, which every long-running process does.</summary>
    public static IServiceCollection AddJobSweep(this IServiceCollection services)
    {
        services.AddSingleton<Sweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<Sweeper>());
        return services;
    }

    /// <summary>Runs jobs with the registered <see cref="IJobHandler"/>s. Stops by draining.</summary>
    public static IServiceCollection AddJobProcessing(this IServiceCollection services)
    {
        services.AddJobSweep();
        services.AddSingleton<DoorbellReader>();
        services.AddSingleton<ReadWatch>();
        services.AddSingleton<QueueMetrics>();
        services.AddSingleton(provider => new RetryPolicy(provider.GetRequiredService<JobQueueOptions>(), Random.Shared));
        services.AddSingleton<Heartbeater>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<Processor>();
        services.AddHostedService<DepthGauges>();
        services.AddHostedService<Janitor>();
        services.AddHostedService<CancelListener>();
        services.AddHostedService<ReadWatchdog>();
        services.AddHostedService<Fetcher>();
        return services;
    }
}
