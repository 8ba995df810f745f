using System.CommandLine;
using HighPerf.Load.Reports;
using HighPerf.Load.Runs;

namespace HighPerf.Load.Commands;

/// <summary><c>hpload report RESULT</c>.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var result = new Argument<string>("result") { Description = "A result.json." };
        var command = new Command("report", "Writes report.md and report.html beside a result.json anew. Example: hpload report artifacts/load/smoke/result.json") { result };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(result);
            var run = ResultFiles.Read(path);
            ResultFiles.Write(run, Path.GetDirectoryName(Path.GetFullPath(path))!);
            Console.Write(MarkdownReport.Write(run));
            return ExitCodes.Of(run);
        });
        return command;
    }
}
