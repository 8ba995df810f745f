using System.Diagnostics;

namespace HighPerf.Testing.Clips;

/// <summary>Runs a command to its end and keeps what it wrote. The product never does this; tests may.</summary>
public static class CommandLine
{
    public static async Task<CommandResult> RunAsync(string command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        process.StandardInput.Close();

        // Both pipes are drained at once: a full pipe would stop the command for ever.
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        var errorText = await errors;
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, output.ToArray(), errorText);
    }

    public static async Task<byte[]> RunCheckedAsync(string command, IEnumerable<string> arguments)
    {
        var list = arguments.ToList();
        var result = await RunAsync(command, list);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"{command} {string.Join(' ', list)} ended with {result.ExitCode}: {result.Errors}");
    }
}
