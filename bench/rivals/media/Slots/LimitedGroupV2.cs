using System.Globalization;

namespace HighPerf.MediaRace.Slots;

/// <summary>Control groups of version 2: one tree.</summary>
internal sealed class LimitedGroupV2 : LimitedGroup
{
    private const long Period = 100_000;

    private readonly string _group;

    public LimitedGroupV2(string path, long bytes, double cpus)
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, "cgroup.subtree_control"), "+memory +cpu");
        _group = Directory.CreateDirectory(path).FullName;
        Write(Path.Combine(_group, "memory.max"), bytes);
        Write(Path.Combine(_group, "memory.swap.max"), 0);
        File.WriteAllText(Path.Combine(_group, "cpu.max"), string.Create(CultureInfo.InvariantCulture, $"{(long)(Period * cpus)} {Period}"));
    }

    public override double PeakMiB => MiB(File.ReadAllText(Path.Combine(_group, "memory.peak")));

    public override double AnonymousMiB => MiB(Field(Path.Combine(_group, "memory.stat"), "anon"));

    public override long OutOfMemoryKills => long.Parse(Field(Path.Combine(_group, "memory.events"), "oom_kill"), CultureInfo.InvariantCulture);

    protected override IReadOnlyList<string> Doors => [Path.Combine(_group, "cgroup.procs")];

    protected override void Dispose(bool disposing) => Directory.Delete(_group);
}
