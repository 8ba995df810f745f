using System.Globalization;
using HighPerf.Load.Plans;

namespace HighPerf.Load.Runs;

/// <summary>Whether as many connections may be open as a plan wants (getrlimit(2), RLIMIT_NOFILE; .NET has raised the soft limit to the hard one).</summary>
internal static class FileDescriptors
{
    private const int Others = 100; // files, epoll, the runtime's own

    public static void Check(int connections)
    {
        var line = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        if (line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [_, _, _, var soft, ..] || !long.TryParse(soft, CultureInfo.InvariantCulture, out var limit)) return;
        if (connections + Others > limit) throw new PlanException(string.Create(CultureInfo.InvariantCulture, $"connections: {connections} are wanted, and {limit} files may be open: raise it with ulimit -n {connections + Others}"));
    }
}
