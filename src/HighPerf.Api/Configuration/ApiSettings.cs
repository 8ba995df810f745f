using HighPerf.Hosting.Configuration;

namespace HighPerf.Api.Configuration;

/// <summary>The settings that only the API reads, and the list of all it reads.</summary>
internal static class ApiSettings
{
    public static Setting<Uri> Listen { get; } = Setting.Url(
        "HIGHPERF_API_LISTEN", "http://127.0.0.1:8000", "Address the API listens on", "http");

    public static Setting<Uri> PublicBaseUrl { get; } = Setting.Url(
        "PUBLIC_BASE_URL", "http://127.0.0.1:8000", "How clients reach the API; clip and thumbnail URLs start with it", "http", "https");

    public static Setting<byte[]> TokenSecret { get; } = Setting.Secret(
        "JWT_SECRET", 32, "Key of the access tokens (HS256); the key of the links to originals is derived from it", "SECRET_KEY");

    public static Setting<long> MaxUpload { get; } = Setting.Bytes(
        "HIGHPERF_MAX_UPLOAD", "100MiB", "1KiB", "64GiB", "Largest accepted original");

    public static Setting<TimeSpan> SignedUrlLife { get; } = Setting.Duration(
        "HIGHPERF_SIGNED_URL_LIFE", "5m", "1s", "1d", "How long the owner's link to an original is valid");

    public static Setting<int> PasswordThreads { get; } = Setting.Count(
        "HIGHPERF_PASSWORD_THREADS", 0, 0, 64, "Threads that verify passwords; 0: one less than the cores, at least one");

    public static Setting<int> PasswordQueue { get; } = Setting.Count(
        "HIGHPERF_PASSWORD_QUEUE", 64, 1, 10_000, "Passwords that may wait for a thread; beyond it 429");

    public static Setting<TimeSpan> PasswordDeadline { get; } = Setting.Duration(
        "HIGHPERF_PASSWORD_DEADLINE", "10s", "500ms", "1m", "Longest wait of a login or sign-up; beyond it 429");


    public static Setting<TimeSpan> ShutdownTimeout { get; } = Setting.Duration(
        "HIGHPERF_API_SHUTDOWN_TIMEOUT", "20s", "1s", "10m", "How long requests in flight may take after SIGTERM");

    public static IReadOnlyList<Setting> All { get; } =
    [
        .. CommonSettings.All, Listen, PublicBaseUrl, TokenSecret, MaxUpload, SignedUrlLife, PasswordThreads, PasswordQueue, PasswordDeadline,
        ShutdownTimeout,
    ];
}
