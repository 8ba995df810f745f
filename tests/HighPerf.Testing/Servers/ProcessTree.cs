using System.Globalization;

namespace HighPerf.Testing.Servers;

/// <summary>Looks at processes through /proc (proc(5)).</summary>
public static class ProcessTree
{
    /// <summary>The living children of a process.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. All().Where(pid => Stat(pid) is { } stat && stat.Parent == parent && stat.State != 'Z')];

    /// <summary>
    /// The living processes of a session (setsid(2)): whoever began it, and what that one has started, even when it has ended itself. Directory and
    /// program would not do: who is no root cannot see those of a worker (PR_SET_DUMPABLE).
    /// </summary>
    public static IReadOnlyList<int> InSession(int session) =>
        [.. All().Where(pid => Stat(pid) is { } stat && stat.Session == session && stat.State != 'Z')];

    /// <summary>For people; empty when it has ended meanwhile.</summary>
    public static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline")).Replace('\0', ' ').TrimEnd();
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    /// <summary>Whether it runs; a process that ended and waits to be collected does not.</summary>
    public static bool Runs(int pid) => Stat(pid) is { State: not 'Z' };

    private static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0);

    private static (char State, int Parent, int Session)? Stat(int pid)
    {
        try
        {
            // pid (name, which may hold anything) state parent group session …
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }
}
