using System.Diagnostics;
using System.Globalization;

namespace HighPerf.Sizes;

/// <summary>
/// Time from starting a program to its end, beside that of a yardstick, taking turns so that what else the machine does
/// falls on both. One round more than asked for warms the page cache and is not counted.
/// </summary>
internal static class RunRace
{
    public static bool Run(int rounds, double limit, string yardstick, string[] program)
    {
        var yardstickTimes = new List<double>();
        var programTimes = new List<double>();
        for (int round = 0; round <= rounds; round++)
        {
            double first = Time([yardstick]);
            double second = Time(program);
            if (round == 0)
                continue;
            yardstickTimes.Add(first);
            programTimes.Add(second);
        }

        double ratio = Medians.Of(programTimes) / Medians.Of(yardstickTimes);
        bool passed = ratio <= limit;
        Report([yardstick], yardstickTimes);
        Report(program, programTimes);
        Print($"  ratio {ratio:F2}, limit {limit:F2}: {(passed ? "PASS" : "FAIL")}");
        return passed;
    }

    private static double Time(string[] command)
    {
        var info = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardOutput = true };
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(info) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0 ? time : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }

    private static void Report(string[] command, List<double> times) => Print(
        $"  {Path.GetFileName(command[0]),-16} median {Medians.Of(times),6:F1} ms, {times.Min():F1} to {times.Max():F1}, {times.Count} runs: {string.Join(' ', command)}");

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
