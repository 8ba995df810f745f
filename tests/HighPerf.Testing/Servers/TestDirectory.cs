using System.Globalization;

namespace HighPerf.Testing.Servers;

/// <summary>
/// A directory of one test run under the system's temporary directory, deleted on disposal or when the process ends.
/// Directories of test processes that were killed are swept by the next one.
/// </summary>
public sealed class TestDirectory : IDisposable
{
    private const string Prefix = "highperf-test-";
    private static readonly Lazy<bool> Swept = new(SweepAbandoned);

    private TestDirectory(string path) => FullPath = path;

    public string FullPath { get; }

    /// <summary>Creates an empty directory that any user of the machine may traverse (PostgreSQL runs as another one).</summary>
    public static TestDirectory Create(string purpose)
    {
        _ = Swept.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{purpose}-{Guid.CreateVersion7():N}");
        var directory = new TestDirectory(Path.Combine(Path.GetTempPath(), name));
        Directory.CreateDirectory(directory.FullPath);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory.FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        AppDomain.CurrentDomain.ProcessExit += directory.OnProcessExit;
        return directory;
    }

    /// <summary>The path of <paramref name="name"/> inside; created as a directory when it is not there.</summary>
    public string Subdirectory(string name) => Directory.CreateDirectory(Path.Combine(FullPath, name)).FullName;

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        Delete(FullPath);
    }

    private void OnProcessExit(object? sender, EventArgs e) => Delete(FullPath);

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Already gone, which is what was asked for.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A server that is still ending wrote into it: the next run sweeps it.
        }
    }

    private static bool SweepAbandoned()
    {
        foreach (var path in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(path)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && !ProcessSignals.Exists(pid))
                Delete(path);
        }

        return true;
    }
}
