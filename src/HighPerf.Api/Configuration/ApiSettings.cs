using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Keys;

namespace HighPerf.Api.Configuration;

/// <summary>The settings that only the API reads, and the list of all it reads.</summary>
internal static class ApiSettings
{
    public static Setting<Uri> Listen { get; } = Setting.Url(
        "HIGHPERF_API_LISTEN", "http://127.0.0.1:8000", "Address the API listens on", "http");

    public static Setting<Uri> PublicBaseUrl { get; } = Setting.Url(
        "PUBLIC_BASE_URL", "http://127.0.0.1:8000", "How clients reach the API; clip and thumbnail URLs start with it", "http", "https");

    public static Setting<SigningKeys> TokenKeys { get; } = Setting.Secret(
        "JWT_KEYS", "secret, JSON", "Keys of the access tokens (HS256), which `hpctl keys` makes and rotates; the keys of the links to originals are derived from them",
        SigningKeys.Parse);

    public static Setting<byte[]> TokenSecret { get; } = Setting.Secret(
        "JWT_SECRET", SigningKey.MinBytes, "The one key of the access tokens where there is no JWT_KEYS", "SECRET_KEY");

    public static Setting<long> MaxUpload { get; } = Setting.Bytes(
        "HIGHPERF_MAX_UPLOAD", "100MiB", "1KiB", "64GiB", "Largest accepted original");

    public static Setting<TimeSpan> SignedUrlLife { get; } = Setting.Duration(
        "HIGHPERF_SIGNED_URL_LIFE", "5m", "1s", "1d", "How long the owner's link to an original is valid");

    public static Setting<int> PasswordThreads { get; } = Setting.Count(
        "HIGHPERF_PASSWORD_THREADS", 0, 0, 64, "Threads that verify passwords; 0: one less than the cores, at least one");

    public static Setting<int> PasswordQueue { get; } = Setting.Count(
        "HIGHPERF_PASSWORD_QUEUE", 64, 1, 10_000, "Passwords that may wait for a thread, of one address half as many; beyond it 429");

    public static Setting<TimeSpan> PasswordDeadline { get; } = Setting.Duration(
        "HIGHPERF_PASSWORD_DEADLINE", "10s", "500ms", "1m", "Longest wait of a login or sign-up; beyond it 429");

    public static Setting<int> LoginFailures { get; } = Setting.Count(
        "HIGHPERF_LOGIN_FAILURES", 10, 1, 10_000, "Failed log-ins of one account from one address within the window; beyond it 429");

    public static Setting<TimeSpan> LoginWindow { get; } = Setting.Duration(
        "HIGHPERF_LOGIN_WINDOW", "5m", "1s", "1d", "How long failed log-ins are remembered");

    public static Setting<int> AddressRate { get; } = Setting.Count(
        "HIGHPERF_RATE_ADDRESS", 1_000, 0, 1_000_000, "Requests per second from one address, over all processes, in bursts of up to twice that; beyond it 429; 0: no limit");

    public static Setting<int> VoteRate { get; } = Setting.Count(
        "HIGHPERF_RATE_VOTES", 120, 0, 1_000_000, "Votes per minute of one player, over all processes; beyond it 429; 0: no limit");

    public static Setting<int> UploadsAtOnce { get; } = Setting.Count(
        "HIGHPERF_UPLOADS_AT_ONCE", 8, 0, 10_000, "Uploads of one player under way at once, over all processes and at least one in each; beyond it 429; 0: no limit");

    public static Setting<TimeSpan> ResumableLife { get; } = Setting.Duration(
        "HIGHPERF_RESUMABLE_LIFE", "1d", "1m", "30d", "How long a resumable upload is kept after its last byte");

    public static Setting<TimeSpan> ResumableLease { get; } = Setting.Duration(
        "HIGHPERF_RESUMABLE_LEASE", "15s", "1s", "5m", "How long the connection that writes a resumable upload may be silent before another may");

    public static Setting<int> ResumableUnfinished { get; } = Setting.Count(
        "HIGHPERF_RESUMABLE_UNFINISHED", 16, 1, 10_000, "Resumable uploads of one player that are not complete; beyond it 429");

    public static Setting<string> ProxySendsFiles { get; } = Setting.Choice(
        "HIGHPERF_PROXY_SENDS_FILES", "off", "Whether nginx before this process sends clips and originals itself (X-Accel-Redirect, ops/nginx/highperf.conf); without it before every client, off", "off", "on");

    public static Setting<int> EventStreams { get; } = Setting.Count(
        "HIGHPERF_EVENT_STREAMS", 20_000, 1, 1_000_000, "Event streams (the ranking live, a video's events) open at once in this process, of one address a tenth; beyond it 503, 429");

    public static Setting<string> Polling { get; } = Setting.Choice(
        "HIGHPERF_POLLING", "batch", "Linux's policy for the thread that polls sockets (sched(7)): batch answers more requests, other may answer sooner beside programs that compute", "batch", "other");

    public static Setting<int> Processes { get; } = Setting.Count(
        "HIGHPERF_API_PROCESSES", 1, 1, 1_000, "API processes that share the load; the limits are divided by it");

    public static Setting<string> TrustedProxies { get; } = Setting.Text(
        "HIGHPERF_TRUSTED_PROXIES", null, "Addresses or networks (CIDR), separated by commas, whose X-Forwarded-For is believed; nobody's when not set");

    public static Setting<long> StorageReserve { get; } = Setting.Bytes(
        "HIGHPERF_STORAGE_RESERVE", "64MiB", "1", "16777216GiB", "Space that must stay free beside an upload on its disk; below it 507");

    public static Setting<TimeSpan> StandingsPeriod { get; } = Setting.Duration(
        "HIGHPERF_STANDINGS_PERIOD", "400ms", "50ms", "500ms", "How often the ranking takes in what changed; the contract allows 1 s in all");

    public static Setting<TimeSpan> StandingsMaxAge { get; } = Setting.Duration(
        "HIGHPERF_STANDINGS_MAX_AGE", "5s", "1s", "1h", "Age beyond which the ranking is 503 instead of served, while the database is away");

    public static Setting<int> VotesWaiting { get; } = Setting.Count(
        "HIGHPERF_VOTES_WAITING", 10_000, 1, 1_000_000, "Votes that may wait for their commit; beyond it 503");

    public static Setting<string> Queue { get; } = Setting.Choice(
        "HIGHPERF_QUEUE", "postgres", "Where uploads queue their jobs. memory: in this process alone, so that no clip is made and an upload answers 202; for measuring the web layer, in a test environment only", "postgres", "memory");

    public static Setting<string> Environment { get; } = Setting.Choice(
        "HIGHPERF_ENVIRONMENT", "production", "test allows what only a test may do", "production", "test");

    public static Setting<TimeSpan> ShutdownTimeout { get; } = Setting.Duration(
        "HIGHPERF_API_SHUTDOWN_TIMEOUT", "20s", "1s", "10m", "How long requests in flight may take after SIGTERM");

    public static Setting<TimeSpan> Drain { get; } = Setting.Duration(
        "HIGHPERF_API_DRAIN", "6s", "0s", "5m", "After SIGTERM: how long connections that are open may still ask, each once; more than a proxy keeps an idle one; at most half of HIGHPERF_API_SHUTDOWN_TIMEOUT counts");

    public static IReadOnlyList<Setting> All { get; } =
    [
        .. CommonSettings.All, Listen, PublicBaseUrl, TokenKeys, TokenSecret, MaxUpload, SignedUrlLife, PasswordThreads, PasswordQueue, PasswordDeadline,
        LoginFailures, LoginWindow, AddressRate, VoteRate, UploadsAtOnce, ResumableLife, ResumableLease, ResumableUnfinished, EventStreams, ProxySendsFiles, Polling, Processes, TrustedProxies, StorageReserve, StandingsPeriod,
        StandingsMaxAge, VotesWaiting, CommonSettings.VotingOpensAt, CommonSettings.VotingClosesAt, CommonSettings.Moderation, Queue,
        Environment, ShutdownTimeout, Drain,
    ];
}
