using System.CommandLine;
using HighPerf.Hosting;

namespace HighPerf.Worker.Commands;

/// <summary>What the worker does for engineers, without a database and a queue: <c>transcode</c> and <c>probe</c>.</summary>
internal static class EngineerProgram
{
    public static bool Knows(string[] arguments) => arguments is [TranscodeCommand.Name or ProbeCommand.Name, ..];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("highperf-worker's verbs for engineers; they need no database and no settings.")
        {
            TranscodeCommand.Create(), ProbeCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return await FailAsync($"{parsed.Errors[^1].Message} (see highperf-worker {arguments[0]} --help)", ExitCode.Usage);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (InvalidDataException e)
        {
            return await FailAsync($"refused: {e.Message}", ExitCode.Data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(e.Message, ExitCode.Failure);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync("interrupted", ExitCode.Interrupted);
        }
    }

    public static async Task<int> FailAsync(string message, int code)
    {
        await Console.Error.WriteLineAsync($"highperf-worker: {message}");
        return code;
    }
}
