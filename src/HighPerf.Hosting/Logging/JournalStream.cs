namespace HighPerf.Hosting.Logging;

/// <summary>
/// Whether what is printed goes to systemd's journal: <c>$JOURNAL_STREAM</c> has device and inode of the stream that a service was given (systemd.exec(5)). To look
/// for systemd itself would not do: with <c>ProtectProc=invisible</c> a service does not see it.
/// </summary>
internal static class JournalStream
{
    private const string StandardOutput = "/proc/self/fd/1";

    public static bool IsStandardOutput() => Is(Environment.GetEnvironmentVariable("JOURNAL_STREAM"), Target());

    /// <param name="variable">Device and inode: <c>9:12345</c>.</param>
    /// <param name="target">Of the link in <c>/proc</c>: <c>socket:[12345]</c> (proc_pid_fd(5)).</param>
    public static bool Is(string? variable, string? target) => variable?.Split(':') is [_, { Length: > 0 } inode] && target == $"socket:[{inode}]";

    private static string? Target()
    {
        try
        {
            return new FileInfo(StandardOutput).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
