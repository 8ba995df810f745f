using System.CommandLine;
using HighPerf.Capacity.Reports;
using HighPerf.Testing;

namespace HighPerf.Capacity;

/// <summary><c>highperf-capacity report</c>: the report of a campaign, of its raw data alone.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var runs = new Option<string>("--runs") { Description = "A campaign's directory.", DefaultValueFactory = _ => "capacity-planning/runs/full" };
        var output = new Option<string>("--out") { Description = "The report; its plots go into plots/ beside it.", DefaultValueFactory = _ => "capacity-planning/REPORT.md" };
        var command = new Command("report", "Writes the report of raw data; a missing file is an error. Example: highperf-capacity report --runs capacity-planning/runs/full --out capacity-planning/REPORT.md") { runs, output };
        command.SetAction((parsed, stop) => MeasuringProgram.RunAsync("highperf-capacity", () =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(output));
            CapacityReport.Write(Path.GetFullPath(parsed.GetRequiredValue(runs)), path);
            Console.WriteLine(path);
            return Task.CompletedTask;
        }, stop));
        return command;
    }
}
