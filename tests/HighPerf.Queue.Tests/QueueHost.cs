using HighPerf.Queue.Connections;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HighPerf.Queue.Tests;

/// <summary>The whole queue, composed as a worker composes it.</summary>
internal static class QueueHost
{
    /// <param name="configure">What differs from a worker, registered last.</param>
    public static async Task<IHost> StartAsync(
        NpgsqlDataSource database, string redis, IJobHandler handler, JobQueueOptions options, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<PostgresDatabase>(database);
        builder.Services.AddSingleton(new LeaseDatabase(Unpooled(database)));
        builder.Services.AddSingleton(handler);
        builder.Services.AddJobQueue(options, RedisUrl.Parse(new Uri(redis)));
        builder.Services.AddJobProcessing();
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static NpgsqlDataSource Unpooled(NpgsqlDataSource database)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        builder.EnableArrays();
        return builder.Build();
    }
}
