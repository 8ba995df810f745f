using System.Diagnostics;
using HighPerf.Testing;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>Runs a program together with <c>takeover.c</c>: as an ordinary user, and its last act is an attacker's.</summary>
internal static class TakenOver
{
    private static readonly Lazy<Task<string>> Library = new(BuildAsync);

    /// <summary>What it wrote to standard error; the last line is what the attacker achieved, error by error (0: all he wanted).</summary>
    public static async Task<string> RunAsync(string program, string input, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Clear();
        start.Environment["LD_PRELOAD"] = await Library.Value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        await process.StandardInput.FlushAsync(); // and stays open: its end would be the end of a child
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await output;
        return (await errors).TrimEnd();
    }

    private static Task<string> BuildAsync()
    {
        var source = Path.Combine(Repository.Root, "tests", "HighPerf.Media.Tests", "Isolation", "takeover.c");
        return ClipCache.GetAsync("takeover", File.ReadAllText(source), path =>
            CommandLine.RunCheckedAsync("cc", ["-Wall", "-Wextra", "-Werror", "-O1", "-fPIC", "-shared", "-o", path, source]), "so");
    }
}
