using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using HighPerf.ApiRace.Load;
using HighPerf.ApiRace.Results;
using HighPerf.ApiRace.Servers;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace;

/// <summary>
/// <c>highperf-api-race listeners</c>: what an idle listener of the ranking costs in memory beside an idle response of bare Kestrel, and how soon a change
/// of the ranking, or of a video's state, has reached all.
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
        command.SetAction((parsed, stop) => MeasuringProgram.RunAsync("highperf-api-race", () => RunAsync(
            CommonOptions.ExistingBinaries(parsed), CommonOptions.ExistingBare(parsed), parsed.GetValue(count), parsed.GetValue(changes)), stop));
        return command;
    }

    private static async Task RunAsync(string binaries, string bare, int count, int changes)
    {
        var plan = new StackPlan(
            binaries, Players: 20_000, Videos: 1_000, Votes: 10_000, Cities: 20, Cores.Server, Cores.Server,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_RATE_ADDRESS"] = "1000000", ["HIGHPERF_EVENT_STREAMS"] = "1000000" });
        await using var stack = await ApiStack.StartAsync(plan);
        var (ours, votes) = await RankingAsync(stack, count, changes);
        var states = await VideoAsync(stack, count, changes);
        var theirs = await BareAsync(bare, count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {count:N0} listeners | bytes each |
            |---|---:|
            | highperf-api, {Ranking} | {ours:N0} |
            | bare Kestrel, /idle | {theirs:N0} |
            | difference | {ours - theirs:N0} |

            | {changes} changes, after their commit | reached all, median | at most |
            |---|---:|---:|
            | a vote, {Ranking} | {Figures.Median(votes):N0} ms | {votes.Max():N0} ms |
            | a video's state, /api/videos/…/events | {Figures.Median(states):N0} ms | {states.Max():N0} ms |
            """));
    }

    private static async Task<(double BytesEach, IReadOnlyList<double> Milliseconds)> RankingAsync(ApiStack stack, int count, int changes)
    {
        await using var listeners = new Listeners();
        await listeners.OpenAsync(stack.Url, Ranking, count / 50, Listeners.Data); // warm
        var before = ProcessMemory.ResidentBytes(stack.Api.Id);
        await listeners.OpenAsync(stack.Url, Ranking, count, Listeners.Data);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var each = (double)(ProcessMemory.ResidentBytes(stack.Api.Id) - before) / count;
        var leader = await stack.LeaderAsync();
        var players = await Ballots.ListAsync(stack, $"select id from players where id not in (select player_id from votes where video_id = '{leader}') order by id limit {changes}");
        using var http = new HttpClient { BaseAddress = stack.Url };
        return (each, await HearAsync(listeners, "a vote", players, async player =>
        {
            using var vote = new HttpRequestMessage(HttpMethod.Post, $"/api/public/videos/{leader}/vote");
            vote.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Ballots.Token(player, stack.Secret));
            (await http.SendAsync(vote)).EnsureSuccessStatusCode();
        }));
    }

    /// <summary>The same clip, which nobody processes, has all of them listen; its progress is what changes, as a worker writes it.</summary>
    private static async Task<IReadOnlyList<double>> VideoAsync(ApiStack stack, int count, int changes)
    {
        var player = await stack.FirstPlayerAsync();
        if (!await new UploadedClip(1 << 20).PostFormAsync(stack)) throw new InvalidOperationException("The clip to listen to was refused");
        var video = (await Ballots.ListAsync(stack, "select id from videos where status = 'uploaded' order by uploaded_at desc limit 1"))[0];
        await using var listeners = new Listeners();
        await listeners.OpenAsync(stack.Url, $"/api/videos/{video}/events", count, Listeners.Data, Ballots.Token(player, stack.Secret));
        return await HearAsync(listeners, "a video's state", Enumerable.Range(1, changes), async percent =>
        {
            await using var progress = stack.Database.CreateCommand("update videos set status = 'processing', progress = $2 where id = $1");
            progress.Parameters.AddWithValue(video);
            progress.Parameters.AddWithValue((short)percent);
            await progress.ExecuteNonQueryAsync();
        });
    }

    private static async Task<IReadOnlyList<double>> HearAsync<T>(Listeners listeners, string what, IEnumerable<T> changes, Func<T, Task> change)
    {
        var latencies = new List<double>();
        foreach (var next in changes)
        {
            var heard = await listeners.NextAsync(() => change(next));
            latencies.Add(heard[^1].TotalMilliseconds);
            Progress.Say($"{what} has reached {heard.Count:N0} listeners after {latencies[^1]:N0} ms");
        }

        return latencies;
    }

    private static async Task<double> BareAsync(string bare, int count)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"));
        await using var rival = await BareServer.StartAsync(bare, address, recorded: null);
        await using var listeners = new Listeners();
        await listeners.OpenAsync(address, "/idle", count / 50, ":\n\n");
        var before = ProcessMemory.ResidentBytes(rival.Id);
        await listeners.OpenAsync(address, "/idle", count, ":\n\n");
        await Task.Delay(TimeSpan.FromSeconds(5));
        return (double)(ProcessMemory.ResidentBytes(rival.Id) - before) / count;
    }
}
