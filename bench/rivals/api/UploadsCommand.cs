using System.CommandLine;
using System.Globalization;
using HighPerf.ApiRace.Load;
using HighPerf.ApiRace.Results;
using HighPerf.ApiRace.Servers;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace;

/// <summary><c>highperf-api-race uploads</c>: many clips at once against a bare server that only writes, hashes and fsyncs them.</summary>
internal static class UploadsCommand
{
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "Uploads at once.", DefaultValueFactory = _ => 300 };
        var megabytes = new Option<int>("--megabytes") { Description = "Of each.", DefaultValueFactory = _ => 50 };
        var rounds = new Option<int>("--rounds") { Description = "Turns of each server.", DefaultValueFactory = _ => 3 };
        var command = new Command("uploads", "Many uploads at once: MB/s, memory, errors, hashes. Example: highperf-api-race uploads --count 300 --megabytes 50")
        {
            CommonOptions.Binaries, CommonOptions.Bare, count, megabytes, rounds,
        };
        command.SetAction((parsed, stop) => MeasuringProgram.RunAsync("highperf-api-race", () => RunAsync(
            CommonOptions.ExistingBinaries(parsed), CommonOptions.ExistingBare(parsed), parsed.GetValue(count), parsed.GetValue(megabytes), parsed.GetValue(rounds)), stop));
        return command;
    }

    private static async Task RunAsync(string binaries, string bare, int count, int megabytes, int rounds)
    {
        var plan = new StackPlan(
            binaries, Players: 10, Videos: 1, Votes: 0, Cities: 1, Cores.Server, Cores.Server,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HIGHPERF_RATE_ADDRESS"] = "1000000", ["HIGHPERF_UPLOADS_AT_ONCE"] = "10000",
                ["HIGHPERF_MAX_UPLOAD"] = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(100, megabytes)}MiB"),
            });
        await using var stack = await ApiStack.StartAsync(plan);
        using var work = TestDirectory.Create("api-race-uploads");
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"));
        var clip = new UploadedClip(megabytes << 20);
        var (ours, theirs) = (new List<UploadsRun>(), new List<UploadsRun>());
        await using var rival = await BareServer.StartAsync(bare, address, work.FullPath);
        for (var warm = 0; warm < 2; warm++) // what the first requests take, the runtime keeps, however many come
        {
            await UploadsRun.OfAsync(stack.Api.Id, 1, clip, stack.UploadsDirectory, () => clip.PostFormAsync(stack));
            await UploadsRun.OfAsync(rival.Id, 1, clip, work.FullPath, () => clip.PostAsync(new Uri(address, "/upload")));
        }

        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0) await OursAsync(); // each goes first in turn: what the disk still does, and the memory it takes, are the other's
            theirs.Add(await UploadsRun.OfAsync(rival.Id, count, clip, work.FullPath, () => clip.PostAsync(new Uri(address, "/upload"))));
            if (round % 2 == 1) await OursAsync();
            Progress.Say($"{round + 1}/{rounds}: ours {ours[^1]}, bare {theirs[^1]}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {count} uploads of {megabytes} MiB at once | MB/s, median | ours ÷ bare, median | resident memory above idle, MiB each | its CPU s a GB, median | errors |
            |---|---:|---:|---:|---:|---:|
            | highperf-api, multipart | {Figures.Median(ours.Select(run => run.Rate)):N0} | {Figures.Median(ours.Zip(theirs, (a, b) => a.Rate / b.Rate)):F3} | {ours.Max(run => run.MiBEach):F2} | {Figures.Median(ours.Select(run => run.CpuSeconds)):F2} | {ours.Sum(run => run.Errors)} |
            | bare Kestrel, hashes and fsyncs | {Figures.Median(theirs.Select(run => run.Rate)):N0} | | {theirs.Max(run => run.MiBEach):F2} | {Figures.Median(theirs.Select(run => run.CpuSeconds)):F2} | {theirs.Sum(run => run.Errors)} |
            """));

        async Task OursAsync() => ours.Add(await UploadsRun.OfAsync(stack.Api.Id, count, clip, stack.UploadsDirectory, () => clip.PostFormAsync(stack)));
    }
}
