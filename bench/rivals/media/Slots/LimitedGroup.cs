using System.Globalization;
using HighPerf.MediaRace.Processes;

namespace HighPerf.MediaRace.Slots;

/// <summary>A control group with limits for memory and CPU; its processes are those started through <see cref="Inside"/>.</summary>
internal abstract class LimitedGroup : IDisposable
{
    private const string Mount = "/sys/fs/cgroup";

    /// <summary>The most memory the group has held, in MiB, with the files it read and wrote.</summary>
    public abstract double PeakMiB { get; }

    /// <summary>What it holds right now for itself, without files, in MiB.</summary>
    public abstract double AnonymousMiB { get; }

    /// <summary>How many of its processes were killed because of memory.</summary>
    public abstract long OutOfMemoryKills { get; }

    /// <summary>Files to which a process writes its id to be in the group.</summary>
    protected abstract IReadOnlyList<string> Doors { get; }

    /// <exception cref="RaceException">Not root, or no control groups.</exception>
    public static LimitedGroup Create(string name, long bytes, double cpus)
    {
        if (Environment.UserName != "root") throw new RaceException("Control groups need root: sudo highperf-media-race slots …");
        try
        {
            if (File.Exists(Path.Combine(Mount, "cgroup.controllers"))) return new LimitedGroupV2(Path.Combine(Mount, name), bytes, cpus);
            if (Directory.Exists(Path.Combine(Mount, "memory")) && Directory.Exists(Path.Combine(Mount, "cpu")))
                return new LimitedGroupV1(Mount, name, bytes, cpus);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RaceException($"The control group {name} cannot be made: {e.Message}", e);
        }
        throw new RaceException($"{Mount} has neither version of control groups with memory and cpu.");
    }

    /// <summary>The same command, in the group from its first instruction on.</summary>
    public Step Inside(Step step) => new(
        "/bin/sh",
        ["-c", string.Concat(Doors.Select(door => $"echo $$ > {door} && ")) + "exec \"$@\"", "sh", step.Program, .. step.Arguments]);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    protected static double MiB(string bytes) => double.Parse(bytes, CultureInfo.InvariantCulture) / (1024 * 1024);

    /// <summary>The value behind a word, one pair a line.</summary>
    protected static string Field(string file, string word) =>
        File.ReadLines(file).Select(line => line.Split(' ')).FirstOrDefault(pair => pair[0] == word)?[1] ?? "0";

    protected static void Write(string file, long value) => File.WriteAllText(file, value.ToString(CultureInfo.InvariantCulture));
}
