using System.Text;
using HighPerf.Api.Limits;
using HighPerf.Core.Contests;
using HighPerf.Core.Database;
using HighPerf.Core.Rankings;
using HighPerf.Core.Storage;
using HighPerf.Core.Uploads;
using HighPerf.Core.Votes;
using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Keys;
using HighPerf.Queue;
using HighPerf.Queue.Streams;
using Npgsql;
using StackExchange.Redis;

namespace HighPerf.Api.Configuration;

/// <summary>The API's settings, read and checked once at start.</summary>
internal sealed record ApiOptions(
    Uri Listen,
    Uri PublicBaseUrl,
    NpgsqlConnectionStringBuilder Database,
    ConfigurationOptions Redis,
    StorageOptions Storage,
    JobQueueOptions Queue,
    SigningKeys TokenKeys,
    TimeSpan SecretsRefresh,
    long MaxUploadBytes,
    TimeSpan SignedUrlLife,
    int PasswordThreads,
    int PasswordQueue,
    TimeSpan PasswordDeadline,
    LimitOptions Limits,
    long StorageReserve,
    VotingWindow Voting,
    bool Moderation,
    VoteOptions Votes,
    StandingsOptions Standings,
    UploadOptions Uploads,
    int EventStreams,
    bool Decoupled,
    bool ProxySendsFiles,
    bool BatchPolling,
    TimeSpan ShutdownTimeout,
    TimeSpan Drain)
{
    /// <summary>Most that waits of a connection for its reader; of an upload it is all that is in memory.</summary>
    public const long RequestBufferBytes = 256 * 1024;

    /// <summary>Largest body of a request that is not an upload.</summary>
    public const long MaxJsonBytes = 64 * 1024;

    /// <summary>Life of an access token, as contract and <c>expires_in</c> say.</summary>
    public static TimeSpan TokenLife { get; } = TimeSpan.FromSeconds(3600);

    /// <summary><see cref="PublicBaseUrl"/> without a slash at its end: what absolute addresses begin with.</summary>
    public string Site => PublicBaseUrl.AbsoluteUri.TrimEnd('/');

    public static ApiOptions Read(Settings settings)
    {
        var queue = new JobQueueOptions
        {
            KeyPrefix = settings.Get(CommonSettings.RedisPrefix),
            SweepPeriod = settings.Get(CommonSettings.SweepPeriod),
        };
        var voting = new VotingWindow(settings.Optional(CommonSettings.VotingOpensAt), settings.Optional(CommonSettings.VotingClosesAt));
        if (voting.OpensAt >= voting.ClosesAt)
        {
            throw new SettingException($"{CommonSettings.VotingClosesAt.Name} is not after {CommonSettings.VotingOpensAt.Name}");
        }

        var decoupled = settings.Get(ApiSettings.Queue) == "memory";
        if (decoupled && settings.Get(ApiSettings.Environment) != "test")
        {
            throw new SettingException(
                $"{ApiSettings.Queue.Name}=memory makes no clips and forgets its jobs: it needs {ApiSettings.Environment.Name}=test");
        }

        return new ApiOptions(
            settings.Get(ApiSettings.Listen),
            settings.Get(ApiSettings.PublicBaseUrl),
            settings.Get(CommonSettings.Database, PostgresUrl.Parse),
            settings.Get(CommonSettings.Redis, RedisUrl.Parse),
            new StorageOptions(settings.Get(CommonSettings.Uploads), settings.Get(CommonSettings.Processed)),
            queue,
            ReadTokenKeys(settings),
            settings.Get(CommonSettings.SecretsRefresh),
            settings.Get(ApiSettings.MaxUpload),
            settings.Get(ApiSettings.SignedUrlLife),
            settings.Get(ApiSettings.PasswordThreads) is > 0 and var threads ? threads : Math.Max(1, Environment.ProcessorCount - 1),
            settings.Get(ApiSettings.PasswordQueue),
            settings.Get(ApiSettings.PasswordDeadline),
            LimitOptions.Read(settings),
            settings.Get(ApiSettings.StorageReserve),
            voting,
            settings.Get(CommonSettings.Moderation) == "on",
            VoteOptions.Default with { MaxWaiting = settings.Get(ApiSettings.VotesWaiting) },
            new StandingsOptions(
                queue.Owner, settings.Get(ApiSettings.StandingsPeriod), settings.Get(ApiSettings.StandingsMaxAge), voting.ClosesAt),
            new UploadOptions(settings.Get(ApiSettings.ResumableLife), settings.Get(ApiSettings.ResumableLease), settings.Get(ApiSettings.ResumableUnfinished)),
            settings.Get(ApiSettings.EventStreams),
            decoupled,
            settings.Get(ApiSettings.ProxySendsFiles) == "on",
            settings.Get(ApiSettings.Polling) == "batch",
            settings.Get(ApiSettings.ShutdownTimeout),
            TimeSpan.FromTicks(Math.Min(settings.Get(ApiSettings.Drain).Ticks, settings.Get(ApiSettings.ShutdownTimeout).Ticks / 2)));
    }

    /// <summary>The keys of access tokens, or the one of a system that does not rotate them.</summary>
    public static SigningKeys ReadTokenKeys(Settings settings) =>
        settings.GetOrNull(ApiSettings.TokenKeys) ?? SigningKeys.Of(Encoding.UTF8.GetString(settings.Get(ApiSettings.TokenSecret)));
}
