namespace HighPerf.Testing.Stacks;

/// <summary>
/// Switches off that the kernel shares the processor between sessions before it shares it between threads (sched_autogroup_enabled, sched(7)): PostgreSQL has a
/// session of its own, and beside a busy .NET server on the same processor it waited up to two seconds to run (Linux 6.18). A service has no such session.
/// What it was, it is again on disposal, or when this process ends.
/// </summary>
public sealed class Autogroups : IDisposable
{
    private const string Path = "/proc/sys/kernel/sched_autogroup_enabled";

    private readonly string? _before;

    public Autogroups()
    {
        if (!File.Exists(Path) || File.ReadAllText(Path).Trim() == "0") return;
        try
        {
            var before = File.ReadAllText(Path);
            File.WriteAllText(Path, "0");
            _before = before;
            AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        }
        catch (UnauthorizedAccessException)
        {
            Progress.Say($"PostgreSQL may have to wait for the processor: to measure without that, run as root, or write 0 to {Path}");
        }
    }

    public void Dispose()
    {
        if (_before is null) return;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        File.WriteAllText(Path, _before);
    }

    private void OnProcessExit(object? sender, EventArgs e) => Dispose();
}
