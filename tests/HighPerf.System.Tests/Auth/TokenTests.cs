using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Json;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Auth;

[Collection(StackCollection.Name)]
public sealed class TokenTests(StackFixture fixture)
{
    private ApiClient Client => fixture.Client;

    [Fact]
    public async Task A_missing_token_is_refused_with_a_challenge() =>
        (await Client.GetAsync("/api/videos")).Refused(HttpStatusCode.Unauthorized, "unauthorized");

    [Fact]
    public async Task A_token_that_is_no_token_is_refused() =>
        (await Client.GetAsync("/api/videos", "no-es-un-token")).Refused(HttpStatusCode.Unauthorized, "unauthorized");

    [Fact]
    public async Task A_token_with_another_players_id_is_refused()
    {
        var one = await Client.NewPlayerAsync();
        var other = await Client.NewPlayerAsync();
        var (header, claims, signature) = Split(one.Token);
        var forged = claims.Replace(one.Id, other.Id, StringComparison.Ordinal);
        Assert.NotEqual(claims, forged, StringComparer.Ordinal);

        await RefusedAsync(Join(header, forged, signature));
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_refused()
    {
        var (header, claims, _) = Split((await Client.NewPlayerAsync()).Token);
        var signed = Encode(header) + "." + Encode(claims);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(new string('k', 64)), Encoding.UTF8.GetBytes(signed));

        await RefusedAsync(signed + "." + Base64Url.EncodeToString(signature));
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var (_, claims, _) = Split((await Client.NewPlayerAsync()).Token);
        await RefusedAsync(Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + Encode(claims) + ".");
    }

    [Fact]
    public async Task An_expired_token_is_refused_without_any_grace()
    {
        var (header, claims, _) = Split((await Client.NewPlayerAsync()).Token);
        Assert.Matches("\"exp\":[0-9]+", claims);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        // The same claims, signed with the real key: with an expiry in the future they pass, with one just gone they do not.
        (await Client.GetAsync("/api/videos", Sign(header, WithExpiry(claims, now + 60)))).Expect(HttpStatusCode.OK);
        await RefusedAsync(Sign(header, WithExpiry(claims, now - 1)));
    }

    [Fact]
    public async Task An_invalid_token_is_refused_where_a_token_is_optional() =>
        (await Client.GetAsync("/api/public/videos", "no-es-un-token")).Refused(HttpStatusCode.Unauthorized, "unauthorized");

    private static string WithExpiry(string claims, long expiry)
    {
        var start = claims.IndexOf("\"exp\":", StringComparison.Ordinal) + "\"exp\":".Length;
        var end = claims.IndexOfAny([',', '}'], start);
        return FormattableString.Invariant($"{claims[..start]}{expiry}{claims[end..]}");
    }

    private static (string Header, string Claims, string Signature) Split(string token)
    {
        var parts = token.Split('.');
        return (Decode(parts[0]), Decode(parts[1]), parts[2]);
    }

    private static string Join(string header, string claims, string signature) => $"{Encode(header)}.{Encode(claims)}.{signature}";

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private string Sign(string header, string claims)
    {
        var signed = Encode(header) + "." + Encode(claims);
        var key = Encoding.UTF8.GetBytes(fixture.Stack.JwtSecret);
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
    }

    private async Task RefusedAsync(string token) =>
        (await Client.GetAsync("/api/videos", token)).Refused(HttpStatusCode.Unauthorized, "unauthorized");
}
