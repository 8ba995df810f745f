using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Crashes;

/// <summary>A stack for crashes: short lease, sweep and leftover age, and rules that let a 5 s clip through.</summary>
internal static class CrashStack
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LeftoverAge = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LeftoverSweepPeriod = TimeSpan.FromSeconds(2);

    public static StackOptions Options { get; } = new()
    {
        WorkerSlots = 1,
        JobLease = "2s",
        SweepPeriod = "1s",
        LeftoverAge = "5s",
        LeftoverSweepPeriod = "2s",
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_SOURCE_MIN_DURATION"] = "1s" },
    };
}
