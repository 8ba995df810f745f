using System.CommandLine;
using System.Globalization;
using HighPerf.ApiRace.Load;
using HighPerf.ApiRace.Results;
using HighPerf.ApiRace.Servers;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace;

/// <summary>
/// <c>highperf-api-race reads</c>: the public lists against bare Kestrel that returns the same bytes, over a thousand URLs, plain, compressed and
/// known to the client; the servers on one processor, wrk on the other.
/// </summary>
internal static class ReadsCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Turns of each server.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<int>("--seconds") { Description = "Of one turn.", DefaultValueFactory = _ => 5 };
        var warm = new Option<int>("--warm") { Description = "Seconds that each server answers before its turns of a list in a form; three times as long when the race begins.", DefaultValueFactory = _ => 10 };
        var connections = new Option<int>("--connections") { Description = "Of wrk.", DefaultValueFactory = _ => 64 };
        var players = new Option<int>("--players") { Description = "In the database.", DefaultValueFactory = _ => 100_000 };
        var votes = new Option<int>("--votes") { Description = "In the database.", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("reads", "GET rankings and public/videos, against bare Kestrel with the same bytes. Example: highperf-api-race reads --rounds 5")
        {
            CommonOptions.Binaries, CommonOptions.Bare, CommonOptions.Set, rounds, seconds, warm, connections, players, votes,
        };
        command.SetAction((parsed, stop) => MeasuringProgram.RunAsync("highperf-api-race", () => RunAsync(
            CommonOptions.ExistingBinaries(parsed), CommonOptions.ExistingBare(parsed), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromSeconds(parsed.GetValue(warm)),
            parsed.GetValue(connections), parsed.GetValue(players), parsed.GetValue(votes),
            CommonOptions.Settings(parsed, ("HIGHPERF_RATE_ADDRESS", "1000000"))), stop));
        return command;
    }

    private static async Task RunAsync(string binaries, string bare, int rounds, TimeSpan seconds, TimeSpan warm, int connections, int players, int votes, IReadOnlyDictionary<string, string> settings)
    {
        await Cores.StayOnGeneratorAsync();
        var plan = new StackPlan(
            binaries, players, Videos: players / 5, votes, Cities: 200, Cores.Server, Cores.Server, settings);
        await using var stack = await ApiStack.StartAsync(plan);
        using var work = TestDirectory.Create("api-race-reads");
        var script = Path.Combine(work.FullPath, "targets.lua");
        await File.WriteAllTextAsync(script, Wrk.Script);
        using var ballots = (await Ballots.OfAsync(stack, 100_000)).GetEnumerator();
        var cities = await Targets.CitiesAsync(stack);
        var rows = new List<ReadsRow>();
        foreach (var (name, path, most) in ((string, string, int)[])[("rankings", "/api/public/rankings", players), ("public/videos", "/api/public/videos", players / 5)])
        {
            var targets = Targets.Of(path, most, cities);
            foreach (var kind in (string[])["plain", "gzip", "304"])
            {
                var coding = kind == "gzip" ? "gzip" : "";
                var recorded = Path.Combine(work.FullPath, $"{kind}.recorded");
                var tags = await Recording.WriteAsync(stack.Url, targets, coding, recorded);
                var list = Path.Combine(work.FullPath, "targets.txt");
                await File.WriteAllLinesAsync(list, targets.Select((target, i) => kind == "304" ? $"{target}\t{tags[i]}" : target));
                var wrk = new Wrk(script, list, connections, seconds);
                var warmth = new Wrk(script, list, connections, rows.Count == 0 ? 3 * warm : warm);
                rows.Add(await RaceAsync(name, kind, stack, bare, recorded, wrk, warmth, coding, ballots, rounds));
            }
        }

        var alone = new DefaultUrlRace(stack, bare, work.FullPath, script, connections, seconds);
        Console.WriteLine(ReadsRow.Table(rows));
        Console.WriteLine(await alone.RunAsync("/api/public/rankings", rounds));
        Console.WriteLine(await alone.RunAsync("/api/public/videos", rounds));
    }

    private static async Task<ReadsRow> RaceAsync(
        string name, string kind, ApiStack stack, string bare, string recorded, Wrk wrk, Wrk warmth, string coding, IEnumerator<Ballot> ballots, int rounds)
    {
        var (plain, batch) = (Address(), Address());
        await using var rival = await BareServer.StartAsync(bare, plain, recorded);
        await using var second = await BareServer.StartAsync(bare, batch, recorded, batch: true);
        await warmth.RunAsync(plain, coding);
        await warmth.RunAsync(batch, coding);
        await OursAsync(warmth);
        var row = new ReadsRow(name, kind, [], [], [], wrk.CommandLine(stack.Url, coding));
        for (var round = 0; round < rounds; round++)
        {
            row.Ours.Add(await OursAsync(wrk));
            row.Bare.Add(await wrk.RunAsync(plain, coding));
            row.Batch.Add(await wrk.RunAsync(batch, coding));
            Progress.Say($"{name} {kind} {round + 1}/{rounds}: ours {row.Ours[^1].Rate:N0}/s, bare {row.Bare[^1].Rate:N0}/s, {row.Ours[^1].Rate / row.Bare[^1].Rate:F3}; bare, batch {row.Batch[^1].Rate:N0}/s, {row.Ours[^1].Rate / row.Batch[^1].Rate:F3}");
        }

        return row;

        async Task<WrkResult> OursAsync(Wrk load)
        {
            // A vote changes what is known to a client: 304 is measured at rest.
            await using var voting = kind == "304" ? null : new SteadyVotes(stack, ballots, TimeSpan.FromMilliseconds(10));
            return await load.RunAsync(stack.Url, coding);
        }
    }

    private static Uri Address() => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"));
}
