using System.Diagnostics;
using System.Globalization;

namespace HighPerf.Testing.Servers.Groups;

/// <summary>
/// A control group with limits for memory and CPU (cgroups(7)); its processes are those that are started <see cref="Inside"/> and their children. It is removed on disposal; or, with
/// its processes, when this one ends.
/// </summary>
public abstract class LimitedGroup : IDisposable
{
    private const string Mount = "/sys/fs/cgroup";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    protected LimitedGroup() => AppDomain.CurrentDomain.ProcessExit += OnProcessExit;

    /// <summary>The most memory the group has held, in MiB, with the files it read and wrote.</summary>
    public abstract double PeakMiB { get; }

    /// <summary>What it holds right now for itself, without files, in MiB.</summary>
    public abstract double AnonymousMiB { get; }

    /// <summary>How many of its processes were killed because of memory.</summary>
    public abstract long OutOfMemoryKills { get; }

    /// <summary>Processor time of all its processes, ended ones included, in seconds.</summary>
    public abstract double CpuSeconds { get; }

    /// <summary>How long it had to wait because its CPU limit was used up, in seconds.</summary>
    public abstract double ThrottledSeconds { get; }

    /// <summary>Processes that are in it now.</summary>
    public int Processes => File.ReadLines(Doors[0]).Count();

    /// <summary>Files to which a process writes its id to be in the group.</summary>
    protected abstract IReadOnlyList<string> Doors { get; }

    /// <summary>Whether this process may make one.</summary>
    public static bool CanBeMade => Environment.UserName == "root";

    /// <param name="bytes">Most memory; null: no limit.</param>
    /// <param name="cpus">Most processors, such as 1.5; null: no limit.</param>
    /// <exception cref="InvalidOperationException">Not root, or no control groups.</exception>
    public static LimitedGroup Create(string name, long? bytes = null, double? cpus = null)
    {
        if (!CanBeMade) throw new InvalidOperationException("control groups need root: start it with sudo");
        try
        {
            if (File.Exists(Path.Combine(Mount, "cgroup.controllers"))) return new LimitedGroupV2(Path.Combine(Mount, name), bytes, cpus);
            if (Directory.Exists(Path.Combine(Mount, "memory")) && Directory.Exists(Path.Combine(Mount, "cpu"))) return new LimitedGroupV1(Mount, name, bytes, cpus);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"the control group {name} cannot be made: {e.Message}", e);
        }

        throw new InvalidOperationException($"{Mount} has neither version of control groups with memory and cpu");
    }

    /// <summary>A command that runs the same one in the group, from its first instruction on.</summary>
    public string[] Inside(params ReadOnlySpan<string> command) =>
        ["/bin/sh", "-c", string.Concat(Doors.Select(door => $"echo $$ > {door} && ")) + "exec \"$@\"", "sh", .. command];

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private void OnProcessExit(object? sender, EventArgs e)
    {
        var clock = Stopwatch.StartNew();
        while (File.ReadAllLines(Doors[0]) is { Length: > 0 } members && clock.Elapsed < s_patience)
        {
            foreach (var member in members) ProcessSignals.Send(int.Parse(member, CultureInfo.InvariantCulture), ProcessSignals.Kill);
            Thread.Yield();
        }

        Dispose();
    }

    protected abstract void Dispose(bool disposing);

    protected static double MiB(string bytes) => double.Parse(bytes, CultureInfo.InvariantCulture) / (1024 * 1024);

    /// <summary>The value behind a word, one pair a line.</summary>
    protected static string Field(string file, string word) =>
        File.ReadLines(file).Select(line => line.Split(' ')).FirstOrDefault(pair => pair[0] == word)?[1] ?? "0";

    /// <summary>The number behind a word, by how many of its units are one.</summary>
    protected static double Number(string text, double divisor) => double.Parse(text, CultureInfo.InvariantCulture) / divisor;

    protected static void Write(string file, long value) => File.WriteAllText(file, value.ToString(CultureInfo.InvariantCulture));
}
