using System.CommandLine;
using System.CommandLine.Parsing;
using HighPerf.Load.Commands;
using HighPerf.Load.Plans;
using HighPerf.Load.Runs;

namespace HighPerf.Load;

/// <summary>hpload: makes load and says how it was answered, or that it cannot say.</summary>
internal static class LoadProgram
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("hpload: loads a server as a plan says, whatever the server does, and refuses to print what it cannot stand behind.")
        {
            RunCommand.Create(), MergeCommand.Create(), ReportCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"hpload: {parsed.Errors[^1].Message} (see {Named(parsed.CommandResult)} --help)");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        }
        catch (PlanException e)
        {
            await Console.Error.WriteLineAsync($"hpload: {e.Message}");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("hpload: stopped before the load began");
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            await Console.Error.WriteLineAsync($"hpload: {e.Message}");
            return ExitCodes.Unavailable;
        }
        catch (InvalidOperationException e)
        {
            await Console.Error.WriteLineAsync($"hpload: {e.Message}");
            return ExitCodes.Broken;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"hpload: {e.Message}");
            return ExitCodes.CannotWrite;
        }
    }

    /// <summary>The command that was meant, as it is typed.</summary>
    private static string Named(CommandResult command) => command.Parent is CommandResult above ? $"{Named(above)} {command.Command.Name}" : "hpload";
}
