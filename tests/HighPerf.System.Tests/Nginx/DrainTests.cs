using System.Collections.Concurrent;
using System.Net;
using HighPerf.System.Tests.Auth;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.TwoApis;

namespace HighPerf.System.Tests.Nginx;

/// <summary>Two API processes behind nginx, one of which is stopped and started under load: nobody notices.</summary>
[Collection(AloneCollection.Name)]
public sealed class DrainTests
{
    private const int Clients = 24;

    /// <param name="keepAlive">False: nginx connects anew for each request, so that a stopping server always meets some that are getting in.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SIGTERM_under_load_fails_no_request(bool keepAlive)
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HIGHPERF_RATE_ADDRESS"] = "0", ["HIGHPERF_RATE_VOTES"] = "0", ["HIGHPERF_API_DRAIN"] = "6s",
                ["HIGHPERF_TRUSTED_PROXIES"] = "127.0.0.1", ["HIGHPERF_API_PROCESSES"] = "2",
            },
        });
        await using var second = await SecondApi.StartAsync(stack);
        await using var nginx = await Proxy.StartAsync(stack, second.Url, keepAlive);
        var videos = await MadeVideos.AddAsync(stack, await stack.Client.NewPlayerAsync(), 50);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients, UseProxy = false }) { BaseAddress = nginx.Url };
        using var stop = new CancellationTokenSource();
        var failures = new ConcurrentQueue<string>();
        var answered = 0;
        var load = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                try
                {
                    // unchecked: only whether it is answered; every third is a vote, which nginx may send to one server alone
                    using var request = n % 3 == 0
                        ? new HttpRequestMessage(HttpMethod.Post, $"/api/public/videos/{videos[n / 3 % videos.Count]}/vote")
                        : new HttpRequestMessage(HttpMethod.Get, n % 3 == 1 ? "/api/public/rankings" : "/api/public/videos?limit=50");
                    if (n % 3 == 0) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + await NewVoterAsync(stack, n));
                    using var response = await http.SendAsync(request);
                    if (response.StatusCode != HttpStatusCode.OK) failures.Enqueue($"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                    Interlocked.Increment(ref answered);
                }
                catch (HttpRequestException e)
                {
                    failures.Enqueue(e.Message);
                }
            }
        })).ToList();

        for (var round = 0; round < 3; round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            await second.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
            await second.StartAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.True(failures.IsEmpty, $"{failures.Count} of {answered} failed, such as {failures.FirstOrDefault()}");
        Assert.True(answered > 1_000, $"only {answered} answers");
    }

    private static async Task<string> NewVoterAsync(HighPerfStack stack, int n)
    {
        var id = Guid.CreateVersion7();
        await using var command = stack.Database.CreateCommand(
            "insert into players (id, first_name, last_name, email, password_hash) values ($1, 'Votante', $2, $3, 'nobody logs in')");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(FormattableString.Invariant($"Número {n}"));
        command.Parameters.AddWithValue(ApiClient.NewEmail());
        await command.ExecuteNonQueryAsync();
        return Tokens.Make(stack.JwtSecret, id.ToString());
    }
}
