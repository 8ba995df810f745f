using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Auth;

[Collection(StackCollection.Name)]
public sealed class LoginTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Fact]
    [Proves("POST /api/auth/login", 200)]
    public async Task Login_answers_a_bearer_token_for_an_hour()
    {
        var player = await Client.NewPlayerAsync();
        var response = await LoginAsync(player.Email, player.Password);

        Record(("access_token", JsonShape.Text), ("token_type", Exactly("Bearer")), ("expires_in", Exactly(3600)))
            .Check(response.Expect(HttpStatusCode.OK).Json);
    }

    [Fact]
    public async Task The_token_names_the_player_and_really_ends_after_an_hour()
    {
        var player = await Client.NewPlayerAsync();
        var parts = player.Token.Split('.');
        Assert.Equal(3, parts.Length);
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));

        Assert.Equal("HS256", header.RootElement.GetProperty("alg").GetString());
        Assert.Equal(player.Id, claims.RootElement.GetProperty("sub").GetString());
        Assert.Equal(3600, claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64());
        Assert.DoesNotContain(ApiClient.EmailDomain, claims.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_email_that_no_database_can_hold_is_an_unknown_one() =>
        (await LoginAsync("a\0@example.test", ApiClient.NewPassword())).Refused(HttpStatusCode.Unauthorized, "invalid_credentials");

    [Fact]
    [Proves("POST /api/auth/login", 413, "body_too_large")]
    public async Task A_body_that_is_too_large_says_so() =>
        (await LoginAsync(new string('a', 100_000), ApiClient.NewPassword())).Refused(HttpStatusCode.RequestEntityTooLarge, "body_too_large");

    [Theory]
    [InlineData("!")] // the nameless account that keeps the votes of a deleted one
    [InlineData("")]
    [InlineData("$2a$12$no-es-un-hash")]
    [Proves("POST /api/auth/login", 401, "invalid_credentials")]
    public async Task An_account_without_a_password_is_entered_by_nobody(string hash)
    {
        var player = await Client.NewPlayerAsync();
        await fixture.Stack.ScalarAsync<Guid>("update players set password_hash = $2 where id = $1 returning id", Guid.Parse(player.Id), hash);
        (await LoginAsync(player.Email, player.Password)).Refused(HttpStatusCode.Unauthorized, "invalid_credentials");
        (await LoginAsync(player.Email, hash)).Refused(HttpStatusCode.Unauthorized, "invalid_credentials");
    }

    [Fact]
    public async Task Login_does_not_look_at_the_case_of_an_email()
    {
        var player = await Client.NewPlayerAsync();
        (await LoginAsync(player.Email.ToUpperInvariant(), player.Password)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    [Proves("POST /api/auth/login", 401, "invalid_credentials")]
    public async Task A_wrong_password_and_an_unknown_email_get_the_same_refusal()
    {
        var player = await Client.NewPlayerAsync();
        var wrong = await LoginAsync(player.Email, ApiClient.NewPassword());
        var unknown = await LoginAsync(ApiClient.NewEmail(), player.Password);

        wrong.Refused(HttpStatusCode.Unauthorized, "invalid_credentials");
        unknown.Refused(HttpStatusCode.Unauthorized, "invalid_credentials");
        Assert.Equal(WithoutTrace(wrong), WithoutTrace(unknown));
    }

    [Fact]
    public async Task An_unknown_email_takes_as_long_as_a_wrong_password()
    {
        var player = await Client.NewPlayerAsync();
        var wrong = await ShortestAsync(() => LoginAsync(player.Email, ApiClient.NewPassword()));
        var unknown = await ShortestAsync(() => LoginAsync(ApiClient.NewEmail(), player.Password));

        // A look-up without the hash would be two orders of magnitude quicker; the machine's noise is not.
        Assert.InRange(unknown / wrong, 0.5, 2);
    }

    [Fact]
    public async Task Login_without_a_password_is_refused()
    {
        var response = await Client.PostJsonAsync("/api/auth/login", new { email = ApiClient.NewEmail() });
        response.Refused(HttpStatusCode.Unauthorized, "invalid_credentials");
    }

    private static string WithoutTrace(ApiResponse response) => string.Join('\n', response.Json.EnumerateObject()
        .Where(property => property.Name != "trace_id")
        .Select(property => property.Name + "=" + property.Value.GetRawText())
        .Order(StringComparer.Ordinal));

    private static async Task<double> ShortestAsync(Func<Task<ApiResponse>> login)
    {
        var shortest = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var start = Stopwatch.GetTimestamp();
            (await login()).Expect(HttpStatusCode.Unauthorized);
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return shortest;
    }

    private Task<ApiResponse> LoginAsync(string email, string password) =>
        Client.PostJsonAsync("/api/auth/login", new { email, password });
}
