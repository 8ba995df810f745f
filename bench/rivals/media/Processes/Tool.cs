using System.Diagnostics;

namespace HighPerf.MediaRace.Processes;

/// <summary>Runs a command whose cost does not matter.</summary>
internal static class Tool
{
    /// <exception cref="RaceException">It ended with another code than 0.</exception>
    public static async Task<ToolOutput> RunAsync(Step step, CancellationToken cancellation)
    {
        var output = await TryAsync(step, cancellation);
        return output.ExitCode == 0
            ? output
            : throw new RaceException($"A command ended with {output.ExitCode}:\n  {step}\n{output.Errors.Trim()}");
    }

    public static async Task<ToolOutput> TryAsync(Step step, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo(step.Program, step.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(info);
        try
        {
            // Both pipes at once: a full one would stop the command for ever.
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new ToolOutput(process.ExitCode, output, await errors);
        }
        finally
        {
            // Only after a cancellation; the process has ended otherwise.
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info) ?? throw new RaceException($"{info.FileName} did not start.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new RaceException($"{info.FileName} cannot be started: {e.Message}", e);
        }
    }
}
