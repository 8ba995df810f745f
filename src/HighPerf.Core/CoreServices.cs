using HighPerf.Core.Players;
using HighPerf.Core.Rankings;
using HighPerf.Core.Storage;
using HighPerf.Core.Uploads;
using HighPerf.Core.Videos;
using HighPerf.Core.Votes;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Ledgers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HighPerf.Core;

/// <summary>The competition's stores, over one data source and one storage.</summary>
public static class CoreServices
{
    /// <summary>Most seconds a renewal waits for a connection: leases may be short.</summary>
    private const int LeaseConnectTimeout = 2;

    /// <summary>The data sources alone, for tools that need no files: the pool, and the lease renewal's one connection beside it.</summary>
    /// <param name="password">What follows the password of both while the program runs; null: it is the connection's, for good.</param>
    public static IServiceCollection AddDatabase(this IServiceCollection services, NpgsqlConnectionStringBuilder connection, PostgresPassword? password = null) => services
        .AddSingleton(provider => Source(connection, "main", password, provider))
        .AddSingleton(provider => new PostgresDatabase(provider.GetRequiredService<NpgsqlDataSource>(), password))
        .AddSingleton(provider => new LeaseDatabase(new PostgresDatabase(
            Source(new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Pooling = false, Timeout = LeaseConnectTimeout }, "leases", password, provider), password)));

    public static IServiceCollection AddCompetition(this IServiceCollection services, StorageOptions storage)
    {
        services.AddSingleton(storage);
        services.AddSingleton<LocalStorage>();
        services.AddSingleton<DiskLane>();
        services.AddSingleton<PlayerStore>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<ModerationStore>();
        services.AddSingleton<UploadPlaces>();
        services.AddSingleton<VideoStore>();
        services.AddSingleton<VideoWork>();
        services.AddSingleton<UploadExpiry>();
        services.AddSingleton<VoteStore>();
        return services;
    }

    /// <summary>Resumable uploads.</summary>
    public static IServiceCollection AddResumableUploads(this IServiceCollection services, UploadOptions options) =>
        services.AddSingleton(options).AddSingleton<UploadStore>();

    /// <summary>Votes by group commit.</summary>
    public static IServiceCollection AddBallotBox(this IServiceCollection services, VoteOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<BallotBox>();
        services.AddHostedService(provider => provider.GetRequiredService<BallotBox>());
        return services;
    }

    /// <summary>The ranking in memory, following its feed.</summary>
    public static IServiceCollection AddStandings(this IServiceCollection services, StandingsOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<StandingsMetrics>();
        services.AddSingleton<CityKeys>();
        services.AddSingleton<Standings>();
        services.AddHostedService(provider => provider.GetRequiredService<Standings>());
        return services;
    }

    /// <param name="name">What the metrics call it.</param>
    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder connection, string name, PostgresPassword? password, IServiceProvider provider)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connection.ConnectionString) { Name = name };
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        if (provider.GetService<ILoggerFactory>() is { } loggers) builder.UseLoggerFactory(loggers);
        var source = builder.Build();
        password?.Attach(source);
        return source;
    }
}
