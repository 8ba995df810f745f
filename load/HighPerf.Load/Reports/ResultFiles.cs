using System.Text.Json;
using HighPerf.Load.Measurements;
using HighPerf.Load.Plans;
using HighPerf.Load.Results;

namespace HighPerf.Load.Reports;

/// <summary>A result in its three forms: <c>result.json</c> (all of it, histograms included), <c>report.md</c> and <c>report.html</c>.</summary>
internal static class ResultFiles
{
    /// <summary>Makes the directory, and sees that it can be written to: before a run, whose result would be lost.</summary>
    /// <exception cref="PlanException">It cannot.</exception>
    public static void Prepare(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            using var probe = new FileStream(Path.Combine(directory, $".hpload-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PlanException($"--out {directory} cannot be written to: {e.Message}");
        }
    }

    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Write(RunResult run, string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "result.json"), JsonSerializer.Serialize(run, ResultJson.Default.RunResult));
        File.WriteAllText(Path.Combine(directory, "report.md"), MarkdownReport.Write(run));
        File.WriteAllText(Path.Combine(directory, "report.html"), HtmlReport.Write(run));
    }

    /// <summary>A <c>result.json</c> that is whole: what reports are made of is there, and can be unpacked.</summary>
    /// <exception cref="PlanException">It is not.</exception>
    public static RunResult Read(string path)
    {
        var run = ResultJson.Read(path);
        if (run is not { Plan: not null, PlanSha256.Length: 64, Target: not null, Generators.Count: > 0, Scenarios: not null, Steps: not null, Gates: not null, Thresholds: not null }) throw new PlanException($"{path} is no whole result of hpload run");
        try
        {
            foreach (var text in run.Steps.SelectMany(step => step.Series.Select(second => second.Latency).Append(step.Latency).Append(step.Service).Append(step.Lateness)).Concat(run.Generators.Select(generator => generator.Lateness)).OfType<string>()) Histograms.Decode(text);
            return run;
        }
        catch (FormatException e)
        {
            throw new PlanException($"{path}: {e.Message}");
        }
    }
}
