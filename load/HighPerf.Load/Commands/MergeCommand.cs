using System.CommandLine;
using HighPerf.Load.Reports;
using HighPerf.Load.Runs;

namespace HighPerf.Load.Commands;

/// <summary><c>hpload merge DIRECTORY RESULT…</c>.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var output = new Argument<string>("directory") { Description = "Where the merged result goes." };
        var results = new Argument<string[]>("results") { Description = "The result.json of each generator.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("merge", "Makes one result of those of several generators. Example: hpload merge all one/result.json two/result.json") { output, results };
        command.SetAction(parsed =>
        {
            var merged = Merger.Merge([.. parsed.GetRequiredValue(results).Select(ResultFiles.Read)]);
            ResultFiles.Write(merged, parsed.GetRequiredValue(output));
            Console.Write(MarkdownReport.Write(merged));
            return ExitCodes.Of(merged);
        });
        return command;
    }
}
