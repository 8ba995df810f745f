using System.Globalization;

namespace HighPerf.MediaRace.Slots;

/// <summary>Control groups of version 1: memory and cpu are mounted apart.</summary>
internal sealed class LimitedGroupV1 : LimitedGroup
{
    private const long Period = 100_000;

    private readonly string _memory;
    private readonly string _cpu;

    public LimitedGroupV1(string mount, string name, long bytes, double cpus)
    {
        _memory = Directory.CreateDirectory(Path.Combine(mount, "memory", name)).FullName;
        _cpu = Directory.CreateDirectory(Path.Combine(mount, "cpu", name)).FullName;
        Write(Path.Combine(_memory, "memory.limit_in_bytes"), bytes);
        Write(Path.Combine(_cpu, "cpu.cfs_period_us"), Period);
        Write(Path.Combine(_cpu, "cpu.cfs_quota_us"), (long)(Period * cpus));
    }

    public override double PeakMiB => MiB(File.ReadAllText(Path.Combine(_memory, "memory.max_usage_in_bytes")));

    public override double AnonymousMiB => MiB(Field(Path.Combine(_memory, "memory.stat"), "rss"));

    public override long OutOfMemoryKills => long.Parse(Field(Path.Combine(_memory, "memory.oom_control"), "oom_kill"), CultureInfo.InvariantCulture);

    protected override IReadOnlyList<string> Doors => [Path.Combine(_memory, "cgroup.procs"), Path.Combine(_cpu, "cgroup.procs")];

    // A group's own files cannot be deleted, only the group.
    protected override void Dispose(bool disposing)
    {
        Directory.Delete(_memory);
        Directory.Delete(_cpu);
    }
}
