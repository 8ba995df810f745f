using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using HighPerf.ApiRace.Load;
using HighPerf.ApiRace.Results;
using HighPerf.ApiRace.Servers;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace;

/// <summary><c>highperf-api-race votes</c>: POST vote of fresh pairs against pgbench that inserts the same rows one by one, the servers on one processor.</summary>
internal static partial class VotesCommand
{
    /// <summary>No checkpoint falls into anybody's turn: after one, each page's first change is logged whole.</summary>
    private static readonly Dictionary<string, string> s_noCheckpoint = new(StringComparer.Ordinal)
    {
        ["shared_buffers"] = "256MB", ["max_wal_size"] = "32GB", ["checkpoint_timeout"] = "1h",
    };

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Turns of each.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<int>("--seconds") { Description = "Of one turn.", DefaultValueFactory = _ => 10 };
        var connections = new Option<int>("--connections") { Description = "Of wrk: so many voters wait at once.", DefaultValueFactory = _ => 1024 };
        var players = new Option<int>("--players") { Description = "Who vote in turn.", DefaultValueFactory = _ => 100_000 };
        var videos = new Option<int>("--videos") { Description = "Among which the votes go round.", DefaultValueFactory = _ => 20_000 };
        var clients = new Option<string>("--pgbench-clients") { Description = "At which pgbench is looked for its best.", DefaultValueFactory = _ => "1,2,4,8,16,32,64" };
        var command = new Command("votes", "POST vote against pgbench. Example: highperf-api-race votes --rounds 5") { CommonOptions.Binaries, CommonOptions.Set, CommonOptions.PostgresCpus, rounds, seconds, connections, players, videos, clients };
        command.SetAction((parsed, stop) => MeasuringProgram.RunAsync("highperf-api-race", () => RunAsync(
            CommonOptions.ExistingBinaries(parsed), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(connections), parsed.GetValue(players), parsed.GetValue(videos), parsed.GetRequiredValue(CommonOptions.PostgresCpus),
            CommonOptions.Settings(parsed, ("HIGHPERF_RATE_ADDRESS", "1000000"), ("HIGHPERF_RATE_VOTES", "1000000")),
            [.. parsed.GetRequiredValue(clients).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))]), stop));
        return command;
    }

    private static async Task RunAsync(string binaries, int rounds, TimeSpan seconds, int connections, int playerCount, int videoCount, string postgresCpus, IReadOnlyDictionary<string, string> settings, int[] clients)
    {
        await Cores.StayOnGeneratorAsync();
        var plan = new StackPlan(
            binaries, playerCount, videoCount, Votes: 0, Cities: 200, Cores.Server, postgresCpus, settings) { PostgresSettings = s_noCheckpoint };
        await using var stack = await ApiStack.StartAsync(plan);
        using var work = TestDirectory.Create("api-race-votes");
        var script = Path.Combine(work.FullPath, "votes.lua");
        await File.WriteAllTextAsync(script, WrkVotes.Script);
        var players = await Ballots.ListAsync(stack, "select id from players order by id");
        var videos = await Ballots.ListAsync(stack, "select id from videos where published_at is not null order by id");
        await File.WriteAllLinesAsync(Path.Combine(work.FullPath, "tokens"), players.Select(player => Ballots.Token(player, stack.Secret)));
        await File.WriteAllLinesAsync(Path.Combine(work.FullPath, "videos"), videos.Select(video => video.ToString()));

        await stack.Postgres.CreateDatabaseAsync("pgbench");
        var pgbench = new PgBench(stack.Postgres, "pgbench", playerCount, videoCount, work.FullPath, cpus: postgresCpus == Cores.Generator ? Cores.Server : Cores.Generator);
        await pgbench.PrepareAsync();

        var first = 0L;
        first += await OursAsync(TimeSpan.FromSeconds(3), null); // warm
        var ours = new List<double>();
        var theirs = clients.ToDictionary(count => count, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var before = await stack.CountVotesAsync();
            var rates = new List<double>();
            first += await OursAsync(seconds, rates);
            ours.Add(rates[0]);
            Progress.Say($"{round + 1}/{rounds}: ours {rates[0]:N0} votes/s, {await stack.CountVotesAsync() - before:N0} stored");
            foreach (var count in clients)
            {
                theirs[count].Add(await pgbench.RunAsync(count, seconds / 2));
                Progress.Say($"{round + 1}/{rounds}: pgbench with {count} connections {theirs[count][^1]:N0} votes/s");
            }
        }

        Console.WriteLine(VotesTable.Of(ours, theirs));
        Console.WriteLine("    " + pgbench.CommandLine(clients[0], seconds / 2));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    TOKENS=tokens VIDEOS=videos FIRST=n taskset -c {Cores.Generator} wrk -t 1 -c {connections} -d {seconds.TotalSeconds:0}s -s votes.lua {stack.Url}"));

        async Task<long> OursAsync(TimeSpan duration, List<double>? rates)
        {
            var result = await ChildProcess.RunAsync(
                new ChildProcessOptions
                {
                    Program = Programs.Find("wrk"),
                    Arguments = ["-t", "1", "-c", connections.ToString(CultureInfo.InvariantCulture), "-d", FormattableString.Invariant($"{duration.TotalSeconds:0}s"), "-s", script, stack.Url.AbsoluteUri],
                    Environment = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["TOKENS"] = Path.Combine(work.FullPath, "tokens"), ["VIDEOS"] = Path.Combine(work.FullPath, "videos"), ["FIRST"] = first.ToString(CultureInfo.InvariantCulture),
                    },
                    Cpus = Cores.Generator,
                },
                duration + TimeSpan.FromMinutes(1));
            result.EnsureSuccess("wrk");
            if (!result.Output.Split('\n').Contains("Refused: 0", StringComparer.Ordinal) || result.Output.Contains("Socket errors", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("votes were refused:\n" + result.Output);
            }

            rates?.Add(double.Parse(Rate().Match(result.Output).Groups["number"].ValueSpan, CultureInfo.InvariantCulture));
            return long.Parse(Requests().Match(result.Output).Groups["number"].ValueSpan, CultureInfo.InvariantCulture) + connections; // those cut off at the end may be stored
        }
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[0-9.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"(?<number>[0-9]+) requests in", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Requests();
}
