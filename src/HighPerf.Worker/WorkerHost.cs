using HighPerf.Core;
using HighPerf.Core.Database;
using HighPerf.Core.Storage;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using HighPerf.Media.Isolation;
using HighPerf.Queue;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Processing;
using HighPerf.Queue.Streams;
using HighPerf.Worker.Configuration;
using HighPerf.Worker.Handlers;
using HighPerf.Worker.Leftovers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Worker;

/// <summary>Composes the worker: the queue's processing, one handler per kind of job, the leftover sweep.</summary>
internal static class WorkerHost
{
    private static readonly TimeSpan s_afterDrain = TimeSpan.FromSeconds(15);

    public static WebApplication Build(WorkerOptions options, Settings settings)
    {
        var builder = ServiceHost.CreateBuilder("highperf-worker", settings, options.Listen, shutdownTimeout: (options.Queue.DrainTimeout * 1.5) + s_afterDrain);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(options.Child);
        services.AddDatabase(options.Database, FollowDatabase(options, settings));
        services.AddCompetition(options.Storage);
        services.AddSingleton<ShowcaseRunner>();
        services.AddSingleton<IJobHandler, TranscodeVideo>();
        services.AddSingleton<IJobHandler, DeleteMedia>();
        services.AddJobQueue(options.Queue, options.Redis);
        services.AddJobProcessing();
        services.AddHostedService<LeftoverSweeper>();
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database").AddCheck<RedisHealth>("redis").AddCheck<ReadHealth>("doorbells")
            .AddCheck<StorageHealth>("storage");

        var application = builder.Build();
        application.Services.GetRequiredService<LocalStorage>(); // a directory that cannot be written to stops the start
        application.MapOperations();
        return application;
    }

    /// <summary>The passwords of PostgreSQL and Redis go with their secrets.</summary>
    private static PostgresPassword FollowDatabase(WorkerOptions options, Settings settings)
    {
        var postgres = new PostgresPassword(options.Database.Password, settings.RefreshAsync);
        var redis = RedisPassword.Of(options.Redis);
        settings.Follow(now =>
        {
            postgres.Use(now.Get(CommonSettings.Database, PostgresUrl.Parse).Password);
            redis.Use(now.Get(CommonSettings.Redis, RedisUrl.Parse).Password);
        });
        return postgres;
    }
}
