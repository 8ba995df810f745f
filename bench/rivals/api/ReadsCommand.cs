using System.CommandLine;
using System.Globalization;
using HighPerf.ApiRace.Load;
using HighPerf.ApiRace.Results;
using HighPerf.ApiRace.Servers;
using HighPerf.Testing.Servers;

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
        var connections = new Option<int>("--connections") { Description = "Of wrk.", DefaultValueFactory = _ => 64 };
        var players = new Option<int>("--players") { Description = "In the database.", DefaultValueFactory = _ => 100_000 };
        var votes = new Option<int>("--votes") { Description = "In the database.", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("reads", "GET rankings and public/videos, against bare Kestrel with the same bytes. Example: highperf-api-race reads --rounds 5")
        {
            CommonOptions.Binaries, CommonOptions.Bare, CommonOptions.Set, rounds, seconds, connections, players, votes,
        };
        command.SetAction((parsed, _) => Failures.ShowAsync(() => RunAsync(
            CommonOptions.FullPath(parsed, CommonOptions.Binaries), CommonOptions.FullPath(parsed, CommonOptions.Bare), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetValue(connections), parsed.GetValue(players), parsed.GetValue(votes),
            CommonOptions.Settings(parsed, ("HIGHPERF_RATE_ADDRESS", "1000000")))));
        return command;
    }

    private static async Task RunAsync(string binaries, string bare, int rounds, TimeSpan seconds, int connections, int players, int votes, IReadOnlyDictionary<string, string> settings)
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
                rows.Add(await RaceAsync(name, kind, stack, bare, recorded, new Wrk(script, list, connections, seconds), coding, ballots, rounds));
            }
        }

        var alone = new DefaultUrlRace(stack, bare, work.FullPath, script, connections, seconds);
        Console.WriteLine(ReadsRow.Table(rows));
        Console.WriteLine(await alone.RunAsync("/api/public/rankings", rounds));
        Console.WriteLine(await alone.RunAsync("/api/public/videos", rounds));
    }

    private static async Task<ReadsRow> RaceAsync(
        string name, string kind, ApiStack stack, string bare, string recorded, Wrk wrk, string coding, IEnumerator<Ballot> ballots, int rounds)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"));
        await using var rival = await BareServer.StartAsync(bare, address, recorded);
        await wrk.RunAsync(address, coding); // warm
        await wrk.RunAsync(stack.Url, coding);
        var (ours, theirs) = (new List<WrkResult>(), new List<WrkResult>());
        for (var round = 0; round < rounds; round++)
        {
            // A vote changes what is known to a client: 304 is measured at rest.
            await using (var voting = kind == "304" ? null : new SteadyVotes(stack, ballots, TimeSpan.FromMilliseconds(10)))
                ours.Add(await wrk.RunAsync(stack.Url, coding));
            theirs.Add(await wrk.RunAsync(address, coding));
            Progress.Say($"{name} {kind} {round + 1}/{rounds}: ours {ours[^1].Rate:N0}/s, bare {theirs[^1].Rate:N0}/s, {ours[^1].Rate / theirs[^1].Rate:F3}");
        }

        return new ReadsRow(name, kind, ours, theirs, wrk.CommandLine(stack.Url, coding));
    }
}
