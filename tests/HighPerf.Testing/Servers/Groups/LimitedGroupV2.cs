using System.Globalization;

namespace HighPerf.Testing.Servers.Groups;

/// <summary>Control groups of version 2: one tree.</summary>
internal sealed class LimitedGroupV2 : LimitedGroup
{
    private const long Period = 100_000;

    private readonly string _group;

    public LimitedGroupV2(string path, long? bytes, double? cpus)
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, "cgroup.subtree_control"), "+memory +cpu");
        _group = Directory.CreateDirectory(path).FullName;
        if (bytes is { } memory)
        {
            Write(Path.Combine(_group, "memory.max"), memory);
            Write(Path.Combine(_group, "memory.swap.max"), 0);
        }

        if (cpus is { } limit) File.WriteAllText(Path.Combine(_group, "cpu.max"), string.Create(CultureInfo.InvariantCulture, $"{(long)(Period * limit)} {Period}"));
    }

    public override double PeakMiB => MiB(File.ReadAllText(Path.Combine(_group, "memory.peak")));

    public override double AnonymousMiB => MiB(Field(Path.Combine(_group, "memory.stat"), "anon"));

    public override long OutOfMemoryKills => long.Parse(Field(Path.Combine(_group, "memory.events"), "oom_kill"), CultureInfo.InvariantCulture);

    public override double CpuSeconds => Number(Field(Path.Combine(_group, "cpu.stat"), "usage_usec"), 1e6);

    public override double ThrottledSeconds => Number(Field(Path.Combine(_group, "cpu.stat"), "throttled_usec"), 1e6);

    protected override IReadOnlyList<string> Doors => [Path.Combine(_group, "cgroup.procs")];

    protected override void Dispose(bool disposing) => Directory.Delete(_group);
}
