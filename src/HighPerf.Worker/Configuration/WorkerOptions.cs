using HighPerf.Core.Database;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
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
    bool Moderation,
    TimeSpan LeftoverAge,
    TimeSpan LeftoverSweepPeriod)
{
    /// <summary>PNG signature, RFC 2083 §3.1.</summary>
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

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
                Slots = settings.Get(WorkerSettings.Slots) is > 0 and var slots ? slots : JobSlots.Here(),
                MaxFailures = settings.Get(WorkerSettings.MaxFailures),
                MaxCrashes = settings.Get(WorkerSettings.MaxCrashes),
                Retention = settings.Get(WorkerSettings.Retention),
                DrainTimeout = settings.Get(WorkerSettings.Drain),
            },
            ReadRules(settings),
            new ShowcaseArtwork(
                File(settings, WorkerSettings.Logo), File(settings, WorkerSettings.Opening), File(settings, WorkerSettings.Closing)),
            new ChildOptions(
                Environment.ProcessPath!, settings.Get(WorkerSettings.JobDeadline), TimeSpan.FromSeconds(2), settings.Get(WorkerSettings.JobMemory)),
            Path.GetFullPath(settings.Find(WorkerSettings.MediaCache) ?? Path.Combine(storage.ProcessedDirectory, ".cache")),
            settings.Get(CommonSettings.Moderation) == "on",
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
        if (!System.IO.File.Exists(path)) throw new SettingException($"{setting.Name}: there is no file '{path}'");
        var start = new byte[FileSignature.Length];
        using var file = System.IO.File.OpenRead(path);
        _ = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false); // a shorter file has neither signature
        return start.AsSpan().StartsWith(s_png) || (setting != WorkerSettings.Logo && FileSignature.IsIsoMedia(start))
            ? Path.GetFullPath(path)
            : throw new SettingException($"{setting.Name}: '{path}' is not {(setting == WorkerSettings.Logo ? "a PNG" : "a PNG or an MP4")}");
    }
}
