using HighPerf.Core.Database;
using HighPerf.Core.Storage;
using HighPerf.Hosting.Configuration;
using HighPerf.Media.Isolation;
using HighPerf.Media.Showcase;
using HighPerf.Queue;
using HighPerf.Queue.Streams;
using Npgsql;
using StackExchange.Redis;

namespace HighPerf.Worker.Configuration;

/// <summary>The worker's settings, read and checked once at start.</summary>
internal sealed record WorkerOptions(
    Uri Listen,
    NpgsqlConnectionStringBuilder Database,
    ConfigurationOptions Redis,
    StorageOptions Storage,
    JobQueueOptions Queue,
    SourceRules Rules,
    ShowcaseArtwork Artwork,
    ChildOptions Child,
    string MediaCache,
    TimeSpan LeftoverAge,
    TimeSpan LeftoverSweepPeriod)
{
    public static WorkerOptions Read(Settings settings)
    {
        var storage = new StorageOptions(settings.Get(CommonSettings.Uploads), settings.Get(CommonSettings.Processed));
        return new WorkerOptions(
            settings.Get(WorkerSettings.Listen),
            settings.Get(CommonSettings.Database, PostgresUrl.Parse),
            settings.Get(CommonSettings.Redis, RedisUrl.Parse),
            storage,
            new JobQueueOptions
            {
                KeyPrefix = settings.Get(CommonSettings.RedisPrefix),
                SweepPeriod = settings.Get(CommonSettings.SweepPeriod),
                Lease = settings.Get(WorkerSettings.Lease),
                Slots = settings.Get(WorkerSettings.Slots) is > 0 and var slots ? slots : Environment.ProcessorCount,
                MaxFailures = settings.Get(WorkerSettings.MaxFailures),
                MaxCrashes = settings.Get(WorkerSettings.MaxCrashes),
                DrainTimeout = settings.Get(WorkerSettings.Drain),
            },
            ReadRules(settings),
            new ShowcaseArtwork(
                File(settings, WorkerSettings.Logo), File(settings, WorkerSettings.Opening), File(settings, WorkerSettings.Closing)),
            new ChildOptions(
                Environment.ProcessPath!, settings.Get(WorkerSettings.JobDeadline), TimeSpan.FromSeconds(2), settings.Get(WorkerSettings.JobMemory)),
            Path.GetFullPath(settings.Find(WorkerSettings.MediaCache) ?? Path.Combine(storage.ProcessedDirectory, ".cache")),
            settings.Get(WorkerSettings.LeftoverAge),
            settings.Get(WorkerSettings.LeftoverSweepPeriod));
    }

    private static SourceRules ReadRules(Settings settings)
    {
        var rules = new SourceRules(
            settings.Get(WorkerSettings.MinDuration), settings.Get(WorkerSettings.MaxDuration), settings.Get(WorkerSettings.MinShortSide));
        return rules.MinDuration <= rules.MaxDuration
            ? rules
            : throw new SettingException($"{WorkerSettings.MinDuration.Name} is longer than {WorkerSettings.MaxDuration.Name}");
    }

    private static string? File(Settings settings, Setting<string> setting)
    {
        if (settings.Find(setting) is not { } path) return null;
        return System.IO.File.Exists(path) ? Path.GetFullPath(path) : throw new SettingException($"{setting.Name}: there is no file '{path}'");
    }
}
