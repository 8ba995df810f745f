using HighPerf.Api.Accounts;
using HighPerf.Api.Auth;
using HighPerf.Api.Configuration;
using HighPerf.Api.Contests;
using HighPerf.Api.Errors;
using HighPerf.Api.Home;
using HighPerf.Api.Limits;
using HighPerf.Api.Lists;
using HighPerf.Api.Live;
using HighPerf.Api.Media;
using HighPerf.Api.Moderation;
using HighPerf.Api.OpenApi;
using HighPerf.Api.Public;
using HighPerf.Api.Rankings;
using HighPerf.Api.Routing;
using HighPerf.Api.Tus;
using HighPerf.Api.Uploads;
using HighPerf.Api.Videos;
using HighPerf.Api.Votes;
using HighPerf.Core;
using HighPerf.Core.Database;
using HighPerf.Core.Rankings;
using HighPerf.Core.Storage;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Draining;
using HighPerf.Queue;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Streams;

namespace HighPerf.Api;

/// <summary>Composes the API: services, then one line per feature.</summary>
internal static class ApiHost
{
    public static WebApplication Build(ApiOptions options, Settings settings)
    {
        var application = Compose(options, settings);
        application.Services.GetRequiredService<LocalStorage>(); // a directory that cannot be written to stops the start, not the first upload
        application.Services.GetRequiredService<EventStreams>(); // their number is among the metrics from the start, not from the first one
        return application;
    }

    /// <summary>All of it, touching nothing yet.</summary>
    public static WebApplication Compose(ApiOptions options, Settings settings)
    {
        var builder = ServiceHost.CreateBuilder("highperf-api", settings, options.Listen, options.ShutdownTimeout);
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiOptions.MaxJsonBytes; // uploads raise it for themselves
        });
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = ApiOptions.RequestBufferBytes);
        services.AddSingleton(options);
        services.AddDrain(options.Drain);
        if (options.BatchPolling) services.AddHostedService<PollingThreads>();
        services.AddDatabase(options.Database, FollowDatabase(options, settings));
        services.AddCompetition(options.Storage);
        services.AddJobQueue(options.Queue, options.Redis);
        services.AddJobSweep();
        if (options.Decoupled) services.AddMemoryLedger();
        services.AddSingleton(FollowKeys(options, settings));
        services.AddSingleton(provider => Signer(provider.GetRequiredService<KeyRing>(), options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MediaUrls>();
        services.AddSingleton<ServedFiles>();
        services.AddSingleton<RemovalSignals>();
        services.AddResumableUploads(options.Uploads);
        services.AddSingleton<TusReceiver>();
        services.AddBallotBox(options.Votes);
        services.AddSingleton<Polls>();
        services.AddSingleton<NamedEndpoints>();
        services.AddStandings(options.Standings);
        services.AddSingleton<ListKind<Standing>, RankingList>();
        services.AddSingleton<ListKind<OpenVideo>, PublicVideoList>();
        services.AddSingleton<ReadyPages<Standing>>();
        services.AddSingleton<ReadyPages<OpenVideo>>();
        services.AddLive();
        services.AddSingleton<LoginLimit>();
        services.AddRequestLimits(options.Limits);
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database").AddCheck<RedisHealth>("redis").AddCheck<StorageHealth>("storage");
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions).TypeInfoResolverChain.Insert(0, ApiJson.Wire));
        services.AddProblems();
        services.AddPlayerAuthentication();
        services.AddApiDocument();

        var application = builder.Build();
        application.UseTrustedProxies(options.Limits);
        application.UseDrain();
        application.UseMiddleware<KnownLists>();
        application.UseExceptionProblems();
        application.UseMiddleware<KnownVoters>();
        application.UseTus();
        application.UseRouting(); // here, or the framework would put it first
        application.UseStatusProblems();
        application.UseAuthentication();
        application.UseRateLimiter();
        application.UseAuthorization();
        var routes = application.MapGroup("").TakeHead();
        routes.MapOperations();
        routes.MapApiDocument();
        routes.MapErrors();
        routes.MapHome();
        var api = routes.MapGroup("/api").Refuses(429, 503);
        api.MapAuth();
        api.MapUploads();
        api.MapTus();
        api.MapOwnVideos();
        api.MapPublicVideos();
        api.MapVotes();
        api.MapRankings();
        api.MapRankingLive();
        api.MapVideoEvents();
        api.MapContest();
        api.MapModeration();
        api.MapAccount();
        routes.MapMedia();
        return application;
    }

    /// <summary>The passwords of PostgreSQL and Redis go with their secrets.</summary>
    private static PostgresPassword FollowDatabase(ApiOptions options, Settings settings)
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

    private static KeyRing FollowKeys(ApiOptions options, Settings settings)
    {
        var keys = new KeyRing(options.TokenKeys, options.SecretsRefresh, TimeProvider.System);
        settings.Follow(now => keys.Update(ApiOptions.ReadTokenKeys(now)));
        return keys;
    }

    private static UrlSigner Signer(KeyRing keys, ApiOptions options, TimeProvider time)
    {
        var signer = new UrlSigner(keys.Now.Secrets, options.SignedUrlLife, time);
        keys.Changed += (_, _) => signer.Use(keys.Now.Secrets);
        signer.Use(keys.Now.Secrets); // they may have changed just before
        return signer;
    }
}
