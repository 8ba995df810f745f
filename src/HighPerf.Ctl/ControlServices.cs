using HighPerf.Core;
using HighPerf.Core.Database;
using HighPerf.Hosting.Configuration;
using HighPerf.Queue;
using HighPerf.Queue.Inspection;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Ctl;

/// <summary>What the verbs work with: the database of <c>DATABASE_URL</c>.</summary>
internal static class ControlServices
{
    public static ServiceProvider Open()
    {
        var settings = ControlSettings.Read();
        return new ServiceCollection().AddDatabase(settings.Get(CommonSettings.Database, PostgresUrl.Parse)).BuildServiceProvider();
    }

    /// <summary>The queue as well: what changes jobs and then rings or nudges, over <c>REDIS_URL</c>. Connects to Redis when first used.</summary>
    public static ServiceProvider OpenQueue()
    {
        var settings = ControlSettings.Read();
        return new ServiceCollection()
            .AddLogging() // without a provider: hpctl says what went wrong in its own words
            .AddDatabase(settings.Get(CommonSettings.Database, PostgresUrl.Parse))
            .AddJobQueue(new JobQueueOptions { KeyPrefix = settings.Get(CommonSettings.RedisPrefix) }, settings.Get(CommonSettings.Redis, RedisUrl.Parse))
            .AddSingleton<Inspector>()
            .AddSingleton<DeadLetters>()
            .BuildServiceProvider();
    }
}
