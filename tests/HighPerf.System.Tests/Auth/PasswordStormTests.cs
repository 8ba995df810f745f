using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Auth;

/// <summary>More passwords at once than one thread with one place in its queue can take.</summary>
public sealed class PasswordStormTests
{
    private static readonly StackOptions OneAtATime = new()
    {
        WithWorker = false,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HIGHPERF_PASSWORD_THREADS"] = "1",
            ["HIGHPERF_PASSWORD_QUEUE"] = "1",
            ["HIGHPERF_LOGIN_FAILURES"] = "1000", // what refuses is the lane, not the count
        },
    };

    [Fact]
    [Proves("POST /api/auth/signup", 429, "too_many_requests")]
    [Proves("POST /api/auth/login", 429, "too_many_requests")]
    public async Task A_storm_of_passwords_is_told_to_come_back_and_later_let_in()
    {
        await using var stack = await HighPerfStack.StartAsync(OneAtATime);
        var player = await stack.Client.NewPlayerAsync();
        var login = new { email = player.Email, password = player.Password };

        await StormAsync(HttpStatusCode.OK, () => stack.Client.PostJsonAsync("/api/auth/login", login));
        await StormAsync(HttpStatusCode.Created, () => SignupAsync(stack.Client));
        (await stack.Client.PostJsonAsync("/api/auth/login", login)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    [Proves("POST /api/auth/login", 429, "too_many_requests")]
    public async Task A_storm_from_many_addresses_fills_the_lane_all_the_same()
    {
        await using var stack = await HighPerfStack.StartAsync(OneAtATime);
        var player = await stack.Client.NewPlayerAsync();
        var clients = new Queue<ApiClient>(Enumerable.Range(1, 12).Select(i => ApiClient.From(stack.ApiUrl, new IPAddress([127, 0, 1, (byte)i]))));

        await StormAsync(HttpStatusCode.OK, () =>
            clients.Dequeue().PostJsonAsync("/api/auth/login", new { email = player.Email, password = player.Password }));
    }

    [Fact]
    [Proves("POST /api/auth/signup", 429, "too_many_requests")]
    public async Task An_address_that_keeps_signing_up_leaves_the_others_room_to_log_in()
    {
        await using var stack = await HighPerfStack.StartAsync(OneAtATime with
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HIGHPERF_PASSWORD_THREADS"] = "1", ["HIGHPERF_PASSWORD_QUEUE"] = "4" },
        });
        var player = await stack.Client.NewPlayerAsync();
        var other = ApiClient.From(stack.ApiUrl, IPAddress.Parse("127.0.0.2"));
        using var over = new CancellationTokenSource();
        var refused = 0;
        var storm = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!over.IsCancellationRequested)
            {
                if ((await SignupAsync(stack.Client)).Status == HttpStatusCode.TooManyRequests)
                    Interlocked.Increment(ref refused);
            }
        }).ToList();

        await Poll.UntilAsync("the address has its share", TimeSpan.FromSeconds(20), () => Task.FromResult(refused > 10));
        for (var i = 0; i < 5; i++)
            (await other.PostJsonAsync("/api/auth/login", new { email = player.Email, password = player.Password })).Expect(HttpStatusCode.OK);

        await over.CancelAsync();
        await Task.WhenAll(storm);
    }

    private static async Task StormAsync(HttpStatusCode served, Func<Task<ApiResponse>> ask)
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ask()));
        Assert.Contains(responses, response => response.Status == served);
        Assert.Contains(responses, response => response.Status == HttpStatusCode.TooManyRequests);
        foreach (var response in responses.Where(response => response.Status != served))
            response.Refused(HttpStatusCode.TooManyRequests, "too_many_requests");
    }

    private static Task<ApiResponse> SignupAsync(ApiClient client)
    {
        var password = ApiClient.NewPassword();
        return client.PostJsonAsync("/api/auth/signup",
            new { first_name = "Luisa", last_name = "Peña", email = ApiClient.NewEmail(), password1 = password, password2 = password });
    }
}
