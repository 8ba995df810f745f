using System.Globalization;

namespace HighPerf.Sizes;

/// <summary>
/// Times a program beside a yardstick, taking turns so that what else the machine does falls on both. One round more than
/// asked for warms the page cache and is not counted.
/// </summary>
internal static class Turns
{
    public static async Task<bool> RaceAsync(int rounds, double limit, Contestant yardstick, Contestant program)
    {
        var yardstickTimes = new List<double>();
        var programTimes = new List<double>();
        for (int round = 0; round <= rounds; round++)
        {
            double first = await yardstick.TimeAsync();
            double second = await program.TimeAsync();
            if (round == 0)
                continue;
            yardstickTimes.Add(first);
            programTimes.Add(second);
        }

        double ratio = Median(programTimes) / Median(yardstickTimes);
        bool passed = ratio <= limit;
        Report(yardstick, yardstickTimes);
        Report(program, programTimes);
        Print($"  ratio {ratio:F2}, limit {limit:F2}: {(passed ? "PASS" : "FAIL")}");
        return passed;
    }

    private static double Median(List<double> times)
    {
        List<double> sorted = [.. times.Order()];
        int middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void Report(Contestant contestant, List<double> times) => Print(
        $"  median {Median(times),6:F1} ms, {times.Min():F1} to {times.Max():F1}, {times.Count} starts: {contestant.Command}");

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
