using System.Globalization;

namespace HighPerf.Testing.Servers.Groups;

/// <summary>Control groups of version 1: each controller is mounted apart.</summary>
internal sealed class LimitedGroupV1 : LimitedGroup
{
    private const long Period = 100_000;

    private readonly string _memory;
    private readonly string _cpu;
    private readonly string _accounting;

    public LimitedGroupV1(string mount, string name, long? bytes, double? cpus)
    {
        _memory = Directory.CreateDirectory(Path.Combine(mount, "memory", name)).FullName;
        _cpu = Directory.CreateDirectory(Path.Combine(mount, "cpu", name)).FullName;
        _accounting = Directory.CreateDirectory(Path.Combine(mount, "cpuacct", name)).FullName; // often the same as cpu
        if (bytes is { } memory) Write(Path.Combine(_memory, "memory.limit_in_bytes"), memory);
        Write(Path.Combine(_cpu, "cpu.cfs_period_us"), Period);
        Write(Path.Combine(_cpu, "cpu.cfs_quota_us"), cpus is { } limit ? (long)(Period * limit) : -1);
    }

    public override double PeakMiB => MiB(File.ReadAllText(Path.Combine(_memory, "memory.max_usage_in_bytes")));

    public override double AnonymousMiB => MiB(Field(Path.Combine(_memory, "memory.stat"), "rss"));

    public override long OutOfMemoryKills => long.Parse(Field(Path.Combine(_memory, "memory.oom_control"), "oom_kill"), CultureInfo.InvariantCulture);

    public override double CpuSeconds => Number(File.ReadAllText(Path.Combine(_accounting, "cpuacct.usage")), 1e9);

    public override double ThrottledSeconds => Number(Field(Path.Combine(_cpu, "cpu.stat"), "throttled_time"), 1e9);

    protected override IReadOnlyList<string> Doors => [.. new[] { _memory, _cpu, _accounting }.Select(directory => Path.Combine(directory, "cgroup.procs"))];

    // A group's own files cannot be deleted, only the group.
    protected override void Dispose(bool disposing)
    {
        Directory.Delete(_memory);
        Directory.Delete(_cpu);
        if (Directory.Exists(_accounting)) Directory.Delete(_accounting);
    }
}
