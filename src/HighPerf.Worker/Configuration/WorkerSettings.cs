using HighPerf.Hosting.Configuration;

namespace HighPerf.Worker.Configuration;

/// <summary>The settings that only the worker reads, and the list of all it reads.</summary>
internal static class WorkerSettings
{
    public static Setting<Uri> Listen { get; } = Setting.Url(
        "HIGHPERF_WORKER_LISTEN", "http://127.0.0.1:8001", "Address of the worker's health and metrics", "http");

    public static Setting<int> Slots { get; } = Setting.Count(
        "HIGHPERF_WORKER_SLOTS", 0, 0, 256, "Jobs that run at once; 0: one per core, as far as memory goes");

    public static Setting<TimeSpan> Lease { get; } = Setting.Duration(
        "HIGHPERF_JOB_LEASE", "15s", "2s", "60s", "How long a job is held without renewal; a dead worker's job is taken over after it");

    public static Setting<int> MaxFailures { get; } = Setting.Count(
        "HIGHPERF_JOB_MAX_FAILURES", 5, 1, 100, "Failures after which a job is dead");

    public static Setting<int> MaxCrashes { get; } = Setting.Count(
        "HIGHPERF_JOB_MAX_CRASHES", 3, 1, 100, "Lost leases after which a job is dead without being run again");

    public static Setting<TimeSpan> Retention { get; } = Setting.Duration(
        "HIGHPERF_JOB_RETENTION", "30d", "1h", "3650d", "How long jobs that succeeded or were cancelled are kept; dead ones stay until they are dropped");

    public static Setting<TimeSpan> Drain { get; } = Setting.Duration(
        "HIGHPERF_WORKER_DRAIN", "20s", "0s", "10m", "How long running jobs may go on after SIGTERM before they are given back");

    public static Setting<TimeSpan> JobDeadline { get; } = Setting.Duration(
        "HIGHPERF_TRANSCODE_DEADLINE", "10m", "1s", "6h", "Longest time one clip may take; then its process is ended and the job retried");

    public static Setting<long> JobMemory { get; } = Setting.Bytes(
        "HIGHPERF_TRANSCODE_MEMORY", "1GiB", "256MiB", "64GiB", "Most memory (RLIMIT_DATA) the process of one clip may have");

    public static Setting<TimeSpan> MinDuration { get; } = Setting.Duration(
        "HIGHPERF_SOURCE_MIN_DURATION", "20s", "0s", "1h", "Shortest accepted source");

    public static Setting<TimeSpan> MaxDuration { get; } = Setting.Duration(
        "HIGHPERF_SOURCE_MAX_DURATION", "60s", "1s", "1h", "Longest accepted source");

    public static Setting<int> MinShortSide { get; } = Setting.Count(
        "HIGHPERF_SOURCE_MIN_SHORT_SIDE", 1080, 0, 8192, "Least pixels of a source's shorter side; 0 switches the rule off");

    public static Setting<string> MediaCache { get; } = Setting.Text(
        "HIGHPERF_MEDIA_CACHE_DIR", null, "Directory of the encoded bumpers; by default `.cache` in `PROCESSED_DIR`");

    public static Setting<string> Logo { get; } = Setting.Text(
        "HIGHPERF_LOGO_FILE", null, "PNG shown as watermark instead of the built-in one");

    public static Setting<string> Opening { get; } = Setting.Text(
        "HIGHPERF_OPENING_FILE", null, "PNG or video shown as opening bumper instead of the built-in one");

    public static Setting<string> Closing { get; } = Setting.Text(
        "HIGHPERF_CLOSING_FILE", null, "PNG or video shown as closing bumper instead of the built-in one");

    public static Setting<TimeSpan> LeftoverAge { get; } = Setting.Duration(
        "HIGHPERF_LEFTOVER_AGE", "1h", "1s", "30d", "Age from which a file that no row names is deleted; must exceed the longest COMMIT of an upload");

    public static Setting<TimeSpan> LeftoverSweepPeriod { get; } = Setting.Duration(
        "HIGHPERF_LEFTOVER_SWEEP_PERIOD", "10m", "500ms", "1d", "How often leftover files are looked for");

    public static IReadOnlyList<Setting> All { get; } =
    [
        .. CommonSettings.All, Listen, Slots, Lease, MaxFailures, MaxCrashes, Retention, Drain, JobDeadline, JobMemory, MinDuration, MaxDuration,
        MinShortSide, CommonSettings.Moderation, MediaCache, Logo, Opening, Closing, LeftoverAge, LeftoverSweepPeriod,
    ];
}
