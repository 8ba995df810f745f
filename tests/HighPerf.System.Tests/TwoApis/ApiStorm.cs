using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;

namespace HighPerf.System.Tests.TwoApis;

/// <summary>
/// Seeded random votes, hidings, openings, deletions of videos and of accounts, many at once over both processes, of which the second
/// is killed and started again in the middle. What was answered is written down.
/// </summary>
internal sealed class ApiStorm(TwoApisFixture fixture, int seed)
{
    private const int Tasks = 10;
    private const int Steps = 40;
    private const int Videos = 10;

    private static readonly string?[] Cities = ["Bogotá", "Cali", "BOGOTA", "Medellín", null, "cali"];

    private readonly List<Player> players = [];
    private readonly List<(string Id, Player Owner)> videos = [];
    private readonly ConcurrentDictionary<string, bool> touched = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Video, string Voter, string Answer)> votes = new();
    private volatile bool secondIsAway;
    private volatile bool secondWasKilled;
    private int steps;

    /// <summary>Votes with their answers: <c>counted</c>, a code, or <c>unknown</c> where the process was killed.</summary>
    public IReadOnlyCollection<(string Video, string Voter, string Answer)> Votes => votes;

    /// <summary>Whether this video or player was never hidden or deleted by anybody.</summary>
    public bool IsUntouched(string id) => !touched.ContainsKey(id);

    public async Task RunAsync()
    {
        for (var i = 0; i < 14; i++)
            players.Add(await fixture.NewPlayerAsync($"S{seed}-{i}", Cities[i % Cities.Length]));
        var made = await MadeVideos.AddOfEachAsync(fixture.Stack, players.Take(Videos));
        videos.AddRange(made.Zip(players));

        await Task.WhenAll([KillAndStartAsync(), .. Enumerable.Range(0, Tasks).Select(WorkAsync)]);
    }

    private async Task KillAndStartAsync()
    {
        while (Volatile.Read(ref steps) < Tasks * Steps / 3)
            await Task.Delay(5);
        (secondIsAway, secondWasKilled) = (true, true);
        await fixture.Second.KillAsync();
        while (Volatile.Read(ref steps) < Tasks * Steps / 2)
            await Task.Delay(5);
        await fixture.Second.StartAsync();
        secondIsAway = false;
    }

    private async Task WorkAsync(int task)
    {
        var random = new Random((seed * 1_000) + task);
        for (var step = 0; step < Steps; step++)
        {
            var (video, owner) = videos[random.Next(videos.Count)];
            var voter = players[random.Next(players.Count)];
            switch (random.Next(40))
            {
                case 0 or 1:
                    await MoveAsync(video, "hide");
                    break;
                case 2 or 3:
                    await MoveAsync(video, "publish");
                    break;
                case 4:
                    await VoteAsync(1, Guid.CreateVersion7().ToString(), voter, "not_found", "unauthorized");
                    break;
                case 5 when task == 0: // a hidden video is its owner's to delete
                    touched[video] = true;
                    await ExpectAsync(0, client => client.DeleteAsync("/api/videos/" + video, owner.Token), 200, 400, 401, 404);
                    break;
                case 6 when task == 1:
                    touched[voter.Id] = true;
                    foreach (var own in videos.Where(candidate => candidate.Owner == voter))
                        touched[own.Id] = true;
                    await ExpectAsync(0, client => client.DeleteAsync("/api/me", voter.Token), 200, 401);
                    break;
                case < 12: // the same vote through both doors
                    await Task.WhenAll(VoteAsync(0, video, voter), VoteAsync(1, video, voter));
                    break;
                default:
                    await VoteAsync(random.Next(2), video, voter);
                    break;
            }

            Interlocked.Increment(ref steps);
        }
    }

    private Task MoveAsync(string video, string where)
    {
        touched[video] = true;
        return ExpectAsync(0, client => client.PostAsync($"/api/moderation/videos/{video}/{where}", token: fixture.Moderator.Token), 200, 404);
    }

    private Task VoteAsync(int process, string video, Player voter) =>
        VoteAsync(process, video, voter, "counted", "already_voted", "not_found", "unauthorized");

    private async Task VoteAsync(int process, string video, Player voter, params string[] allowed)
    {
        var response = await SendAsync(process, client => client.VoteAsync(video, voter.Token));
        var answer = response is null ? "unknown"
            : response.Status == HttpStatusCode.OK ? "counted" : response.Json.GetProperty("code").GetString()!;
        votes.Enqueue((video, voter.Id, answer));
        Assert.True(response is null || allowed.Contains(answer, StringComparer.Ordinal), response?.ToString());
        Assert.True(answer != "not_found" || !IsUntouched(video) || allowed.Length == 2, response?.ToString());
        Assert.True(answer != "unauthorized" || !IsUntouched(voter.Id), response?.ToString());
    }

    private async Task ExpectAsync(int process, Func<ApiClient, Task<ApiResponse>> send, params int[] allowed)
    {
        if (await SendAsync(process, send) is { } response)
            Assert.True(allowed.Contains((int)response.Status), response.ToString());
    }

    /// <summary>Null where the second process is being killed and the answer cannot be known.</summary>
    private async Task<ApiResponse?> SendAsync(int process, Func<ApiClient, Task<ApiResponse>> send)
    {
        var (wasAway, wasKilled) = (secondIsAway, secondWasKilled);
        try
        {
            return await send(fixture.Clients[process]);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException && process == 1 && (wasAway || secondIsAway || wasKilled != secondWasKilled))
        {
            return null;
        }
    }
}
