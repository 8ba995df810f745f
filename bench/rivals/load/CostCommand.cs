using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.LoadRace;

/// <summary><c>highperf-load-race cost</c>: requests for each second of the generator's processor time, hpload's beside wrk's.</summary>
internal static partial class CostCommand
{
    private const double Limit = 0.5;

    public static Command Create()
    {
        var rate = new Option<int>("--rate") { Description = "Of hpload, requests a second.", DefaultValueFactory = _ => 20_000 };
        var seconds = new Option<int>("--seconds") { Description = "Of each turn.", DefaultValueFactory = _ => 8 };
        var connections = new Option<int>("--connections") { Description = "Of wrk.", DefaultValueFactory = _ => 64 };
        var command = new Command("cost", "Requests for each second of the generator's processor time. Example: highperf-load-race cost --rate 20000")
        {
            CommonOptions.Load, CommonOptions.Bare, CommonOptions.Plans, CommonOptions.Rounds, rate, seconds, connections,
        };
        command.SetAction((parsed, stop) => MeasuringProgram.RunAsync("highperf-load-race", () => RunAsync(
            CommonOptions.Rivals(parsed), parsed.GetValue(CommonOptions.Rounds), parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(connections)), stop));
        return command;
    }

    private static async Task<bool> RunAsync(Rivals rivals, int rounds, int rate, int seconds, int connections)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"));
        await using var server = await rivals.StartServerAsync(url);
        string[] wrk = ["-t", "1", "-c", Text(connections), "-d", Text(seconds) + "s", new Uri(url, "/plaintext").AbsoluteUri];
        string[] settings = ["rate=" + Text(rate), "during=" + Text(seconds) + "s"];
        Console.WriteLine($"taskset -c {Rivals.GeneratorCpus} wrk {string.Join(' ', wrk)}");
        Console.WriteLine($"taskset -c {Rivals.GeneratorCpus} hpload run plaintext.json --target {url} {string.Join(' ', settings.Select(setting => "--set " + setting))}\n");
        Console.WriteLine("| round | wrk, requests | processor, s | a processor second | hpload, requests | processor, s | a processor second | hpload ÷ wrk |\n|---:|---:|---:|---:|---:|---:|---:|---:|");
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var (result, cpu) = await Rivals.RunAsync(TimeSpan.FromSeconds(seconds + 30), Programs.Find("wrk"), wrk);
            var match = Requests().Match(result.Output);
            if (!match.Success || result.Output.Contains("Socket errors", StringComparison.Ordinal)) throw new InvalidOperationException("wrk met errors:\n" + result.Output);
            var theirs = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            var ours = await HploadRun.ValidAsync(rivals, "plaintext.json", url, TimeSpan.FromSeconds(seconds + 30), settings);
            ratios.Add(ours.Requests / ours.CpuSeconds / (theirs / cpu));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {round + 1} | {theirs:N0} | {cpu:F2} | {theirs / cpu:N0} | {ours.Requests:N0} | {ours.CpuSeconds:F2} | {ours.Requests / ours.CpuSeconds:N0} | {ratios[^1]:F3} |"));
        }

        var median = Median.Of(ratios);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nhpload, in valid runs, {median:F3} × wrk (median; limit {Limit}): {(median >= Limit ? "kept" : "MISSED")}"));
        return median >= Limit;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<number>[0-9]+) requests in", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Requests();
}
