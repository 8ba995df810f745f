using System.CommandLine;

namespace HighPerf.MediaRace;

/// <summary>Options that several verbs have.</summary>
internal static class CommonOptions
{
    /// <summary>How long a source runs: more than the 30 s that a showcase keeps.</summary>
    public const int SourceSeconds = 33;

    public static Option<string> Work { get; } = new("--work")
    {
        Description = "Folder for sources, references and results (needs about 20 GB); what is there is used again.",
        Required = true,
    };

    public static Option<string?> Report { get; } = new("--report") { Description = "Folder for tables and plots; WORK/report unless given." };

    public static Option<string> Worker { get; } = new("--worker") { Description = "The program highperf-worker.", Required = true };

    public static string ReportDirectory(ParseResult parsed, Workplace place)
    {
        var directory = parsed.GetValue(Report) is { } given ? Path.GetFullPath(given) : place.In("report");
        Directory.CreateDirectory(directory);
        return directory;
    }

    public static string WorkerPath(ParseResult parsed)
    {
        var path = Path.GetFullPath(parsed.GetRequiredValue(Worker));
        return File.Exists(path) ? path : throw new RaceException($"{path} is not there: ./dev publish makes artifacts/release/highperf-worker");
    }
}
