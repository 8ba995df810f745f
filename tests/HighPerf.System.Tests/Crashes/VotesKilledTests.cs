using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using HighPerf.System.Tests.Auth;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Crashes;

/// <summary>Votes while the API and PostgreSQL are killed and come back: what was acknowledged is there, once. <c>HIGHPERF_TEST_FULL=1</c> casts 100,000.</summary>
[Collection(AloneCollection.Name)]
public sealed class VotesKilledTests
{
    private const int Clients = 64;
    private const int Videos = 50;

    private static readonly int s_votes = FullRun.IsWanted ? 100_000 : 10_000;

    [Fact]
    public async Task No_acknowledged_vote_is_lost_and_none_counts_twice_when_the_api_and_postgresql_are_killed()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_RATE_ADDRESS"] = "0", ["HIGHPERF_RATE_VOTES"] = "0" },
        });
        var videos = await MadeVideos.AddAsync(stack, await stack.Client.NewPlayerAsync(), Videos);
        var tokens = await VotersAsync(stack, s_votes / Videos);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients, UseProxy = false }) { BaseAddress = new Uri(stack.ApiUrl) };
        var wrong = new ConcurrentQueue<string>();
        var (next, counted, repeated) = (0, 0, 0);
        var voting = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var n = Interlocked.Increment(ref next) - 1; n < s_votes; n = Interlocked.Increment(ref next) - 1)
            {
                // An unknown outcome is asked again: "already voted" is then the first one's, and of a fresh pair it is a lie.
                for (var unknown = false; ; unknown = true)
                {
                    var (status, body) = await VoteAsync(http, tokens[n / Videos], videos[n % Videos]);
                    if (status is HttpStatusCode.OK) Interlocked.Increment(ref counted);
                    else if (status is HttpStatusCode.BadRequest && unknown) Interlocked.Increment(ref repeated);
                    else if (status is null or HttpStatusCode.ServiceUnavailable)
                    {
                        await Task.Delay(20);
                        continue;
                    }
                    else wrong.Enqueue(FormattableString.Invariant($"{status}: {body}"));
                    break;
                }
            }
        })));

        for (var kill = 1; kill <= 4; kill++)
        {
            var after = s_votes * kill / 5;
            await Poll.UntilAsync("votes come", TimeSpan.FromMinutes(5), () => Task.FromResult(Volatile.Read(ref next) >= after));
            if (kill % 2 == 0)
            {
                await stack.Postgres.KillAsync();
                await stack.Postgres.RestartAsync();
                stack.Database.Clear(); // what the test itself had open is dead, too
            }
            else
            {
                await stack.Api.KillAsync();
                await stack.StartApiAsync();
            }
        }

        await voting;
        Assert.True(wrong.IsEmpty, $"{wrong.Count} wrong answers, such as {wrong.FirstOrDefault()}");
        Assert.Equal(s_votes, counted + repeated);
        Assert.Equal(s_votes, await stack.ScalarAsync<long>("select count(*) from votes")); // every pair was asked until it was answered
        var total = s_votes.ToString(CultureInfo.InvariantCulture);
        await Poll.UntilAsync("the ranking shows them all", TimeSpan.FromSeconds(20), async () =>
            (await stack.Client.GetAsync("/api/public/rankings")) is { Status: HttpStatusCode.OK } ranking && ranking.Json[0].GetProperty("votes").GetRawText() == total);
    }

    /// <summary>Null: the connection broke.</summary>
    private static async Task<(HttpStatusCode? Status, string Body)> VoteAsync(HttpClient http, string token, string video)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/public/videos/{video}/vote");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.SendAsync(request); // unchecked: thousands of votes, of which only the verdict counts
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception e) when (e is HttpRequestException or SocketException) // bare when the connection is reset between its making and its use
        {
            return (null, "");
        }
    }

    private static async Task<IReadOnlyList<string>> VotersAsync(HighPerfStack stack, int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var command = stack.Database.CreateCommand(
            "insert into players (id, first_name, last_name, email, password_hash) select id, 'Votante', 'Número', id || '@votos.example', 'nobody logs in' from unnest($1) id");
        command.Parameters.AddWithValue(ids);
        await command.ExecuteNonQueryAsync();
        return [.. ids.Select(id => Tokens.Make(stack.JwtSecret, id.ToString()))];
    }
}
