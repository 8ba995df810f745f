using System.Globalization;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Limits;

/// <summary><c>HIGHPERF_LOGIN_FAILURES</c> of an account from one address in <c>HIGHPERF_LOGIN_WINDOW</c>.</summary>
[Collection(LimitedCollection.Name)]
public sealed class LoginFailureTests(LimitedStackFixture fixture)
{
    private ApiClient Client => fixture.Stack.Client;

    [Fact]
    [Proves("POST /api/auth/login", 429, "too_many_requests")]
    public async Task Too_many_wrong_passwords_shut_the_account_for_this_address_alone_and_for_a_while() => await CheckAsync();

    [Fact]
    [Proves("POST /api/auth/login", 429, "too_many_requests")]
    public async Task Too_many_wrong_passwords_are_counted_while_redis_is_away()
    {
        await fixture.Stack.Redis.KillAsync();
        try
        {
            await CheckAsync();
        }
        finally
        {
            await fixture.Stack.Redis.RestartAsync();
        }
    }

    [Fact]
    [Proves("POST /api/auth/login", 429, "too_many_requests")]
    public async Task An_address_that_is_nobodys_is_counted_like_any_other()
    {
        var nobody = ApiClient.NewEmail();
        var responses = await WrongAsync(Client, nobody, LimitedStackFixture.LoginFailures + 2);
        Assert.Equal(2, responses.Count(response => response.Status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_right_password_forgets_the_wrong_ones()
    {
        var player = await Client.NewPlayerAsync();
        for (var round = 0; round < 3; round++)
        {
            foreach (var response in await WrongAsync(Client, player.Email, LimitedStackFixture.LoginFailures - 1))
                response.Refused(HttpStatusCode.Unauthorized, "invalid_credentials");
            (await LoginAsync(Client, player)).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Right_passwords_at_once_are_all_let_in_however_many()
    {
        var player = await Client.NewPlayerAsync();
        var responses = await Task.WhenAll(Enumerable.Range(0, LimitedStackFixture.LoginFailures * 4).Select(_ => LoginAsync(Client, player)));
        Assert.All(responses, response => response.Expect(HttpStatusCode.OK));
    }

    [Fact]
    [Proves("POST /api/auth/login", 503, "unavailable")]
    public async Task Log_ins_while_the_database_is_away_are_no_failed_ones()
    {
        var player = await Client.NewPlayerAsync();
        await fixture.Stack.Postgres.StopAsync();
        try
        {
            for (var i = 0; i < LimitedStackFixture.LoginFailures + 2; i++)
                (await LoginAsync(Client, player)).Refused(HttpStatusCode.ServiceUnavailable, "unavailable");
        }
        finally
        {
            await fixture.Stack.Postgres.RestartAsync();
        }

        (await LoginAsync(Client, player)).Expect(HttpStatusCode.OK);
    }

    private async Task CheckAsync()
    {
        var player = await Client.NewPlayerAsync();
        var other = await Client.NewPlayerAsync();

        // All at once: a storm must not be through before its first failure is known.
        var responses = await WrongAsync(Client, player.Email, LimitedStackFixture.LoginFailures + 3);
        Assert.Equal(LimitedStackFixture.LoginFailures, responses.Count(response => response.Status == HttpStatusCode.Unauthorized));
        foreach (var response in responses.Where(response => response.Status != HttpStatusCode.Unauthorized))
            response.Refused(HttpStatusCode.TooManyRequests, "too_many_requests");

        // The right password does not help, nor does writing the address otherwise; another account and another address are not touched.
        var wait = (await LoginAsync(Client, player)).Refused(HttpStatusCode.TooManyRequests, "too_many_requests").Header("Retry-After")!;
        Assert.InRange(int.Parse(wait, CultureInfo.InvariantCulture), 1, (int)LimitedStackFixture.LoginWindow.TotalSeconds);
        (await LoginAsync(Client, player with { Email = player.Email.ToUpperInvariant() })).Refused(HttpStatusCode.TooManyRequests, "too_many_requests");
        (await LoginAsync(Client, other)).Expect(HttpStatusCode.OK);
        (await LoginAsync(ApiClient.From(fixture.Stack.ApiUrl, IPAddress.Parse("127.0.0.3")), player)).Expect(HttpStatusCode.OK);

        await Poll.UntilAsync("the window is over", LimitedStackFixture.LoginWindow * 2, async () => (await LoginAsync(Client, player)).Status == HttpStatusCode.OK);
    }

    private static Task<ApiResponse[]> WrongAsync(ApiClient client, string email, int times) => Task.WhenAll(Enumerable.Range(0, times).Select(_ =>
        client.PostJsonAsync("/api/auth/login", new { email, password = ApiClient.NewPassword() })));

    private static Task<ApiResponse> LoginAsync(ApiClient client, Player player) =>
        client.PostJsonAsync("/api/auth/login", new { email = player.Email, password = player.Password });
}
