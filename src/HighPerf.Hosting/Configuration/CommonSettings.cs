namespace HighPerf.Hosting.Configuration;

/// <summary>What more than one program reads. Those of database, Redis, uploads and clips keep the old system's names.</summary>
public static class CommonSettings
{
    public static Setting<Uri> Database { get; } = Setting.SecretUrl(
        "DATABASE_URL", null, "PostgreSQL: postgres://user:password@host:port/database", "postgres", "postgresql");

    public static Setting<Uri> Redis { get; } = Setting.SecretUrl(
        "REDIS_URL", "redis://127.0.0.1:6379", "Redis, for doorbells and the count of failed log-ins: redis://:password@host:port", "redis", "rediss");

    public static Setting<string> AwsSecret { get; } = Setting.Text(
        "AWS_SECRET_ID", null, "Secret of AWS Secrets Manager, a JSON object of strings, in which secrets are looked for first; the worker has no way to AWS and leaves it to `hpctl secrets fetch` and HIGHPERF_SECRETS_DIR");

    public static Setting<string> SecretsDirectory { get; } = Setting.Text(
        "HIGHPERF_SECRETS_DIR", null, "Directory of secrets, a file each (`database-url`), in which they are looked for next, then in systemd's credentials, then in the environment; closed to other users");

    public static Setting<TimeSpan> SecretsRefresh { get; } = Setting.Duration(
        "HIGHPERF_SECRETS_REFRESH", "60s", "1s", "1h", "How often secrets are read again; a new key of tokens signs after two of these");

    public static Setting<string> Uploads { get; } = Setting.Text(
        "UPLOADS_DIR", "./uploads", "Directory of the originals, local or NFS; created when absent");

    public static Setting<string> Processed { get; } = Setting.Text(
        "PROCESSED_DIR", "./processed", "Directory of clips and thumbnails, local or NFS; created when absent");

    public static Setting<string> RedisPrefix { get; } = Setting.Text(
        "HIGHPERF_REDIS_PREFIX", "highperf:", "Prefix of every Redis key, so that several systems can share a server");

    public static Setting<TimeSpan> SweepPeriod { get; } = Setting.Duration(
        "HIGHPERF_SWEEP_PERIOD", "5s", "100ms", "5m", "How often due jobs that nobody rang get a doorbell");

    public static Setting<string> LogLevel { get; } = Setting.Choice(
        "HIGHPERF_LOG_LEVEL", "Information", "Least level that is logged", "Trace", "Debug", "Information", "Warning", "Error");

    public static Setting<DateTimeOffset> VotingOpensAt { get; } = Setting.Instant("VOTING_OPENS_AT", "When votes begin to be taken; at once when not set");

    public static Setting<DateTimeOffset> VotingClosesAt { get; } = Setting.Instant(
        "VOTING_CLOSES_AT", "When votes cease to be taken and the ranking is frozen; never when not set");

    public static Setting<string> Moderation { get; } = Setting.Choice(
        "HIGHPERF_MODERATION", "off", "Whether a moderator opens each processed video for voting", "off", "on");

    public static Setting<Uri> TraceEndpoint { get; } = Setting.Url(
        "OTEL_EXPORTER_OTLP_ENDPOINT", null,
        "Collector that the traces of uploads and jobs are sent to (OTLP/HTTP, protobuf; `/v1/traces` is added); none are made when not set", "http", "https");

    public static Setting<double> TraceRatio { get; } = Setting.Share(
        "HIGHPERF_TRACE_RATIO", "1", "Share of uploads that are traced; a job is traced when its upload was, and by the same share when it has none");

    /// <summary>What only some programs read is not in here.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [Database, Redis, AwsSecret, SecretsDirectory, SecretsRefresh, Uploads, Processed, RedisPrefix, SweepPeriod, LogLevel, TraceEndpoint, TraceRatio];
}
