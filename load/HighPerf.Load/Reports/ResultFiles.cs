using System.Text.Json;
using HighPerf.Load.Runs;

namespace HighPerf.Load.Reports;

/// <summary>A result in its three forms: <c>result.json</c> (all of it, histograms included), <c>report.md</c> and <c>report.html</c>.</summary>
internal static class ResultFiles
{
    public static void Write(RunResult run, string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "result.json"), JsonSerializer.Serialize(run, ResultJson.Default.RunResult));
        File.WriteAllText(Path.Combine(directory, "report.md"), MarkdownReport.Write(run));
        File.WriteAllText(Path.Combine(directory, "report.html"), HtmlReport.Write(run));
    }
}
