using System.CommandLine;
using System.Globalization;
using HighPerf.ApiRace.Load;
using HighPerf.ApiRace.Results;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Stacks;
using Npgsql;

namespace HighPerf.ApiRace;

/// <summary>
/// <c>highperf-api-race logins</c>: what a storm of logins does to the ranking, and how many logins there are beside a bare loop of bcrypt. Everything runs
/// on all processors: that is what the storm is about.
/// </summary>
internal static class LoginsCommand
{
    private const string Ranking = "/api/public/rankings";
    private const string Password = "una-clave-larga";
    private const double Share = 0.3;
    private const int LeastSeconds = 15;
    private const int Asking = 256; // connections of the open loop: enough that an answer is mostly there before its connection's next request is due

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Turns of each.", DefaultValueFactory = _ => 5 };
        var seconds = new Option<int>("--seconds") { Description = $"Of one turn, at least {LeastSeconds}.", DefaultValueFactory = _ => 20 };
        seconds.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < LeastSeconds) given.AddError($"--seconds is at least {LeastSeconds}: a login may wait 10 s, and a shorter turn would count the queue's filling");
        });
        var connections = new Option<int>("--connections") { Description = "Of the storm.", DefaultValueFactory = _ => 200 };
        var command = new Command("logins", "The ranking at 30 % of its most, alone, in a storm of logins, and beside a bare bcrypt loop. Example: highperf-api-race logins --rounds 5")
        {
            CommonOptions.Binaries, CommonOptions.Bare, CommonOptions.Set, rounds, seconds, connections,
        };
        command.SetAction((parsed, cancellationToken) => MeasuringProgram.RunAsync("highperf-api-race", () => RunAsync(
            CommonOptions.ExistingBinaries(parsed), CommonOptions.ExistingBare(parsed), parsed.GetValue(rounds),
            TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(connections),
            CommonOptions.Settings(parsed, ("HIGHPERF_RATE_ADDRESS", "1000000")), cancellationToken), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string binaries, string bare, int rounds, TimeSpan seconds, int connections, IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellationToken)
    {
        var plan = new StackPlan(
            binaries, Players: 10_000, Videos: 2_000, Votes: 100_000, Cities: 200, ApiCpus: null, PostgresCpus: null, settings);
        await using var stack = await ApiStack.StartAsync(plan);
        var emails = await LetInAsync(stack, connections);
        using var work = TestDirectory.Create("api-race-logins");
        var script = Path.Combine(work.FullPath, "targets.lua");
        var targets = Path.Combine(work.FullPath, "targets.txt");
        await File.WriteAllTextAsync(script, Wrk.Script, cancellationToken);
        await File.WriteAllTextAsync(targets, Ranking + "\n", cancellationToken);
        var wrk = new Wrk(script, targets, 64, TimeSpan.FromSeconds(5), cpus: null);
        await wrk.RunAsync(stack.Url, ""); // warm
        var most = (await wrk.RunAsync(stack.Url, "")).Rate;
        var threads = Math.Max(1, Environment.ProcessorCount - 1);
        Progress.Say($"the ranking at its most: {most:N0}/s; offered {most * Share:N0}/s");

        Progress.Say($"warming up: a storm of 3 s, until all of it has been served");
        await using (new LoginStorm(stack.Url, emails, Password)) await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken); // warm: of this program, too
        await LoginStorm.OnceAsync(stack.Url, emails[0], Password);
        using var ranking = new OpenLoop(stack.Url, Ranking, most * Share, Asking);
        await ranking.RunAsync(TimeSpan.FromSeconds(1), cancellationToken); // warm: each connection's first request
        var (alone, stormy, beside) = (new List<OpenLoopResult>(), new List<OpenLoopResult>(), new List<OpenLoopResult>());
        var (ours, loop) = (new List<double>(), new List<double>());
        var (longest, refused) = (TimeSpan.Zero, 0);
        for (var round = 0; round < rounds; round++)
        {
            alone.Add(await ranking.RunAsync(seconds, cancellationToken));
            Progress.Say($"{round + 1}/{rounds} alone: p99 {alone[^1].Latency99:F1} ms");
            var storm = new LoginStorm(stack.Url, emails, Password);
            await using (storm)
            {
                stormy.Add(await ranking.RunAsync(seconds, cancellationToken));
                ours.Add(storm.Rate);
                refused += storm.Refused;
            }

            if (storm.Longest > longest) longest = storm.Longest;
            Progress.Say($"{round + 1}/{rounds} in the storm: p99 {stormy[^1].Latency99:F1} ms, {ours[^1]:F2} logins/s");
            await LoginStorm.OnceAsync(stack.Url, emails[0], Password); // those who waited when it ended are before this one
            var bcrypt = ChildProcess.RunAsync(
                new ChildProcessOptions
                {
                    Program = Programs.Find("nice"), Arguments = ["-n", "10", bare, "bcrypt", Text(threads), seconds.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)],
                },
                seconds + TimeSpan.FromMinutes(1));
            beside.Add(await ranking.RunAsync(seconds, cancellationToken));
            loop.Add(double.Parse((await bcrypt).EnsureSuccess("bcrypt").Output, CultureInfo.InvariantCulture));
            Progress.Say($"{round + 1}/{rounds} beside the loop: p99 {beside[^1].Latency99:F1} ms, {loop[^1]:F2}/s");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            The ranking at {most * Share:N0} requests/s, 30 % of its most, in an open loop on {Asking} connections; {connections} connections log in; {threads} threads of passwords at nice 10, as the loop's.

            | the ranking | p99, ms, median | the generator's passes, p99, ms, median | logins/s, median |
            |---|---:|---:|---:|
            | alone | {Latency(alone):F1} | {Pass(alone):F1} | |
            | in the storm | {Latency(stormy):F1} | {Pass(stormy):F1} | {Figures.Median(ours):F2} |
            | beside a bare bcrypt loop | {Latency(beside):F1} | {Pass(beside):F1} | {Figures.Median(loop):F2} |
            | storm − alone, ms, medians of rounds | {Figures.Median(stormy.Zip(alone, (a, b) => a.Latency99 - b.Latency99)):F1} | | |
            | storm ÷ alone, ÷ loop, medians of rounds | {Figures.Median(stormy.Zip(alone, (a, b) => a.Latency99 / b.Latency99)):F2} | | {Figures.Median(ours.Zip(loop, (a, b) => a / b)):F3} |

            The longest wait of a login was {longest.TotalSeconds:F2} s (deadline 10 s); {refused} were told to come back (429).

                {wrk.CommandLine(stack.Url, "")}
                nice -n 10 highperf-bare-api bcrypt {threads} {seconds.TotalSeconds:0}
            """));
    }

    private static double Latency(IEnumerable<OpenLoopResult> turns) => Figures.Median(turns.Select(turn => turn.Latency99));

    private static double Pass(IEnumerable<OpenLoopResult> turns) => Figures.Median(turns.Select(turn => turn.Pass99));

    /// <summary>Gives so many players a password; their addresses.</summary>
    private static async Task<IReadOnlyList<string>> LetInAsync(ApiStack stack, int count)
    {
        await using var command = stack.Database.CreateCommand(
            "update players set password_hash = $1 where id in (select id from players order by id limit $2) returning email");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = BCrypt.Net.BCrypt.HashPassword(Password, 12) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        await using var reader = await command.ExecuteReaderAsync();
        var emails = new List<string>();
        while (await reader.ReadAsync()) emails.Add(reader.GetString(0));
        return emails;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
