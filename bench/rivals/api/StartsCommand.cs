using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using HighPerf.ApiRace.Results;
using HighPerf.Testing;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace;

/// <summary><c>highperf-api-race starts</c>: how long the API takes to be ready, and how much memory it holds, with more and more votes in the database.</summary>
internal static class StartsCommand
{
    public static Command Create()
    {
        var players = new Option<int>("--players") { Description = "In the database.", DefaultValueFactory = _ => 100_000 };
        var votes = new Option<string>("--votes") { Description = "In the database, one size after the other.", DefaultValueFactory = _ => "1000000,3000000,10000000" };
        var rounds = new Option<int>("--rounds") { Description = "Starts of each size.", DefaultValueFactory = _ => 3 };
        var command = new Command("starts", "Start to ready and resident memory by votes. Example: highperf-api-race starts --votes 1000000,10000000") { CommonOptions.Binaries, players, votes, rounds };
        command.SetAction((parsed, stop) => MeasuringProgram.RunAsync("highperf-api-race", () => RunAsync(
            CommonOptions.ExistingBinaries(parsed), parsed.GetValue(players),
            [.. parsed.GetRequiredValue(votes).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))], parsed.GetValue(rounds)), stop));
        return command;
    }

    private static async Task RunAsync(string binaries, int players, int[] votes, int rounds)
    {
        Console.WriteLine("| players | videos | votes | start to ready, s, median | resident memory, MiB, most |\n|---:|---:|---:|---:|---:|");
        var medians = new List<double>();
        foreach (var size in votes)
        {
            var plan = new StackPlan(
                binaries, players, Videos: players / 5, size, Cities: 200, ApiCpus: null, PostgresCpus: null, new Dictionary<string, string>(StringComparer.Ordinal));
            await using var stack = await ApiStack.StartAsync(plan);
            var (ready, memory) = (new List<double>(), 0L);
            for (var round = 0; round < rounds; round++)
            {
                await stack.StopApiAsync();
                var began = Stopwatch.GetTimestamp();
                await stack.StartApiAsync();
                ready.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                await Task.Delay(TimeSpan.FromSeconds(10)); // all is verified, too
                memory = Math.Max(memory, ProcessMemory.PeakBytes(stack.Api.Id));
                Progress.Say($"{size:N0} votes, {round + 1}/{rounds}: ready after {ready[^1]:F2} s, {memory / 1048576.0:N0} MiB");
            }

            medians.Add(Figures.Median(ready));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {players:N0} | {players / 5:N0} | {size:N0} | {medians[^1]:F2} | {memory / 1048576.0:N0} |"));
        }

        if (votes.Length < 2) return;
        var (rest, each) = Figures.Line([.. votes.Select(size => size / 1e6)], medians);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nReady after {rest:F2} s and {each:F3} s for each million votes (least squares)."));
    }
}
