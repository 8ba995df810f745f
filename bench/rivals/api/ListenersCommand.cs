using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using HighPerf.ApiRace.Load;
using HighPerf.ApiRace.Results;
using HighPerf.ApiRace.Servers;
using HighPerf.Testing.Servers;

namespace HighPerf.ApiRace;

/// <summary>
/// <c>highperf-api-race listeners</c>: what an idle listener of the ranking costs in memory beside an idle response of bare Kestrel, and how soon a change
/// has reached all.
/// </summary>
internal static class ListenersCommand
{
    private const string Ranking = "/api/public/rankings/live";

    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "How many listen.", DefaultValueFactory = _ => 5_000 };
        var changes = new Option<int>("--changes") { Description = "How many changes are timed.", DefaultValueFactory = _ => 10 };
        var command = new Command("listeners", "Idle listeners of events: memory, and how soon they hear. Needs ulimit -n above three times --count.")
        {
            CommonOptions.Binaries, CommonOptions.Bare, count, changes,
        };
        command.SetAction((parsed, _) => Failures.ShowAsync(() => RunAsync(
            CommonOptions.FullPath(parsed, CommonOptions.Binaries), CommonOptions.FullPath(parsed, CommonOptions.Bare), parsed.GetValue(count), parsed.GetValue(changes))));
        return command;
    }

    private static async Task RunAsync(string binaries, string bare, int count, int changes)
    {
        var plan = new StackPlan(
            binaries, Players: 20_000, Videos: 1_000, Votes: 10_000, Cities: 20, Cores.Server, Cores.Server,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_RATE_ADDRESS"] = "1000000", ["HIGHPERF_EVENT_STREAMS"] = "1000000" });
        await using var stack = await ApiStack.StartAsync(plan);
        var (ours, latencies) = await OursAsync(stack, count, changes);
        var theirs = await BareAsync(bare, count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {count:N0} listeners | bytes each |
            |---|---:|
            | highperf-api, {Ranking} | {ours:N0} |
            | bare Kestrel, /idle | {theirs:N0} |
            | difference | {ours - theirs:N0} |

            A change has reached all of them after {latencies.Max().TotalMilliseconds:N0} ms at most, {Figures.Median(latencies.Select(latency => latency.TotalMilliseconds)):N0} ms in the median of {changes} changes.
            """));
    }

    private static async Task<(double BytesEach, IReadOnlyList<TimeSpan> Latencies)> OursAsync(ApiStack stack, int count, int changes)
    {
        await using var listeners = new Listeners();
        await listeners.OpenAsync(stack.Url, Ranking, count / 50, Listeners.Data); // warm
        var before = Memory.ResidentBytes(stack.Api.Id);
        await listeners.OpenAsync(stack.Url, Ranking, count, Listeners.Data);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var each = (double)(Memory.ResidentBytes(stack.Api.Id) - before) / count;
        var leader = await stack.LeaderAsync();
        var players = await Ballots.ListAsync(stack, $"select id from players where id not in (select player_id from votes where video_id = '{leader}') order by id limit {changes}");
        using var http = new HttpClient { BaseAddress = stack.Url };
        var latencies = new List<TimeSpan>();
        foreach (var player in players)
        {
            var heard = await listeners.NextAsync(async () =>
            {
                using var vote = new HttpRequestMessage(HttpMethod.Post, $"/api/public/videos/{leader}/vote");
                vote.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Ballots.Token(player, stack.Secret));
                (await http.SendAsync(vote)).EnsureSuccessStatusCode();
            });
            latencies.Add(heard[^1]);
            Progress.Say($"a vote has reached {heard.Count:N0} listeners after {heard[^1].TotalMilliseconds:N0} ms");
        }

        return (each, latencies);
    }

    private static async Task<double> BareAsync(string bare, int count)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"));
        await using var rival = await BareServer.StartAsync(bare, address, recorded: null);
        await using var listeners = new Listeners();
        await listeners.OpenAsync(address, "/idle", count / 50, ":\n\n");
        var before = Memory.ResidentBytes(rival.Id);
        await listeners.OpenAsync(address, "/idle", count, ":\n\n");
        await Task.Delay(TimeSpan.FromSeconds(5));
        return (double)(Memory.ResidentBytes(rival.Id) - before) / count;
    }
}
