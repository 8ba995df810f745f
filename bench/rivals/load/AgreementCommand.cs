using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.LoadRace;

/// <summary><c>highperf-load-race agreement</c>: both generators see the same latencies of a server that answers after a drawn 40 to 200 ms.</summary>
internal static class AgreementCommand
{
    private const double MedianLimit = 0.05;
    private const double TailLimit = 0.15;

    public static Command Create()
    {
        var rates = new Option<string>("--rates") { Description = "Requests a second, one after the other.", DefaultValueFactory = _ => "50,150,300" };
        var seconds = new Option<int>("--seconds") { Description = "Of each turn.", DefaultValueFactory = _ => 33 };
        var autocannon = new Option<string>("--autocannon") { Description = "The program, of npm ci --prefix bench/rivals/load.", DefaultValueFactory = _ => "bench/rivals/load/node_modules/.bin/autocannon" };
        var command = new Command("agreement", "Latencies beside those of autocannon -R RATE -C. Example: highperf-load-race agreement --rounds 3")
        {
            CommonOptions.Load, CommonOptions.Bare, CommonOptions.Plans, CommonOptions.Rounds, rates, seconds, autocannon,
        };
        command.SetAction((parsed, stop) => MeasuringProgram.RunAsync("highperf-load-race", () => RunAsync(
            CommonOptions.Rivals(parsed), CommonOptions.Existing(parsed.GetRequiredValue(autocannon), "npm ci --prefix bench/rivals/load", "--autocannon"),
            [.. parsed.GetRequiredValue(rates).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))], parsed.GetValue(CommonOptions.Rounds), parsed.GetValue(seconds)), stop));
        return command;
    }

    private static async Task<bool> RunAsync(Rivals rivals, string autocannon, int[] rates, int rounds, int seconds)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"));
        await using var server = await rivals.StartServerAsync(url);
        var patience = TimeSpan.FromSeconds(seconds + 60);
        Console.WriteLine($"autocannon -R RATE -C -c RATE/2 -d {Text(seconds)} -j {url}delayed");
        Console.WriteLine($"hpload run delayed.json --target {url} --set rate=RATE --set during={Text(seconds)}s\n");
        Console.WriteLine("| rate, /s | p50, ms: autocannon | hpload | apart | p99, ms: autocannon | hpload | apart | |\n|---:|---:|---:|---:|---:|---:|---:|---|");
        var agree = true;
        foreach (var rate in rates)
        {
            var (theirs, ours) = (new List<(double Median, double Tail)>(), new List<(double Median, double Tail)>());
            for (var round = 0; round < rounds; round++)
            {
                theirs.Add(await AutocannonAsync(autocannon, url, rate, seconds, patience));
                var run = await HploadRun.ValidAsync(rivals, "delayed.json", url, patience, "rate=" + Text(rate), "during=" + Text(seconds) + "s");
                ours.Add((run.Median, run.Percentile99));
            }

            var (theirMedian, ourMedian) = (Median.Of(theirs.Select(one => one.Median)), Median.Of(ours.Select(one => one.Median)));
            var (theirTail, ourTail) = (Median.Of(theirs.Select(one => one.Tail)), Median.Of(ours.Select(one => one.Tail)));
            var (median, tail) = ((ourMedian / theirMedian) - 1, (ourTail / theirTail) - 1);
            var kept = Math.Abs(median) <= MedianLimit && Math.Abs(tail) <= TailLimit;
            agree &= kept;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {rate} | {theirMedian:F1} | {ourMedian:F1} | {median:+0.0%;-0.0%;0.0%} | {theirTail:F1} | {ourTail:F1} | {tail:+0.0%;-0.0%;0.0%} | {(kept ? "agree" : "APART")} |"));
        }

        Console.WriteLine($"\np50 within {MedianLimit:0%}, p99 within {TailLimit:0%}: {(agree ? "they agree" : "they do NOT agree")}");
        return agree;
    }

    private static async Task<(double Median, double Tail)> AutocannonAsync(string program, Uri url, int rate, int seconds, TimeSpan patience)
    {
        var (result, _) = await Rivals.RunAsync(patience, program, "-R", Text(rate), "-C", "-c", Text(Math.Max(10, rate / 2)), "-d", Text(seconds), "-j", "-n", new Uri(url, "/delayed").AbsoluteUri);
        result.EnsureSuccess("autocannon");
        var latency = JsonDocument.Parse(result.Output).RootElement.GetProperty("latency");
        return (latency.GetProperty("p50").GetDouble(), latency.GetProperty("p99").GetDouble());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
