using System.Globalization;
using HighPerf.Testing;

namespace HighPerf.Chaos;

/// <summary>Everything a run leaves to look at: media files, logs of every program, acknowledgements, tables at the end.</summary>
internal sealed class RunDirectory
{
    private RunDirectory(string path)
    {
        FullPath = path;
        Directory.CreateDirectory(Logs);
    }

    public string FullPath { get; }

    public string Uploads => Path.Combine(FullPath, "uploads");

    public string Processed => Path.Combine(FullPath, "processed");

    public string Logs => Path.Combine(FullPath, "logs");

    /// <summary>Under <c>artifacts/chaos</c> of the working copy.</summary>
    public static RunDirectory Create(int seed)
    {
        var started = TimeProvider.System.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"seed-{seed}-{started:yyyyMMdd-HHmmss}-{Environment.ProcessId}");
        return new RunDirectory(Path.Combine(Repository.Root, "artifacts", "chaos", name));
    }

    public string Log(string name) => Path.Combine(Logs, name + ".log");

    public void Delete() => Directory.Delete(FullPath, recursive: true);
}
