using System.Diagnostics;

namespace HighPerf.Sizes;

/// <summary>Time from starting a program to its end, beside that of a yardstick.</summary>
internal static class RunRace
{
    public static Task<bool> RunAsync(int rounds, double limit, string yardstick, string[] program) =>
        Turns.RaceAsync(rounds, limit, Of([yardstick]), Of(program));

    private static Contestant Of(string[] command) => new(string.Join(' ', command), () => TimeAsync(command));

    private static async Task<double> TimeAsync(string[] command)
    {
        var info = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true };
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(info) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0 ? time : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }
}
