using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace HighPerf.System.Tests.Auth;

/// <summary>Tokens of every kind that the API does not issue, made with its own key (RFC 7515, RFC 7519).</summary>
internal static class Tokens
{
    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>What the API issues, with claims taken away (null) or added.</summary>
    public static string Make(string secret, string player, params (string Claim, JsonNode? Value)[] changes) =>
        Sign(secret, """{"alg":"HS256","typ":"JWT"}""", Claims(player, changes), HMACSHA256.HashData);

    /// <summary>Each with what is wrong with it.</summary>
    public static IReadOnlyList<(string Fault, string Token)> Invalid(string secret, string player)
    {
        var claims = Claims(player);
        var good = Make(secret, player);
        var body = good[..good.LastIndexOf('.')];
        return
        [
            ("no token at all", "no-es-un-token"),
            ("empty", ""),
            ("no signature", body + "."),
            ("alg none", Encode("""{"alg":"none","typ":"JWT"}""") + "." + Encode(claims) + "."),
            ("alg none, signed", Sign(secret, """{"alg":"none","typ":"JWT"}""", claims, HMACSHA256.HashData)),
            ("another algorithm", Sign(secret, """{"alg":"HS512","typ":"JWT"}""", claims, HMACSHA512.HashData)),
            ("another type", Sign(secret, """{"alg":"HS256","typ":"at+jwt"}""", claims, HMACSHA256.HashData)),
            ("another key", Make(new string('k', 64), player)),
            ("a changed signature", body + "." + Encode(new string('s', 32))),
            ("expired a second ago", Make(secret, player, ("exp", Now - 1))),
            ("no expiry", Make(secret, player, ("exp", null))),
            ("not valid yet", Make(secret, player, ("nbf", Now + 600))),
            ("no subject", Make(secret, player, ("sub", null))),
            ("a subject that is no id", Make(secret, player, ("sub", "luisa@correo.example"))),
        ];
    }

    private static string Claims(string player, params (string Claim, JsonNode? Value)[] changes)
    {
        var claims = new JsonObject { ["sub"] = player, ["iat"] = Now, ["exp"] = Now + 3600 };
        foreach (var (claim, value) in changes)
        {
            if (value is null)
                claims.Remove(claim);
            else
                claims[claim] = value;
        }

        return claims.ToJsonString();
    }

    private static string Sign(string secret, string header, string claims, Func<byte[], byte[], byte[]> algorithm)
    {
        var signed = Encode(header) + "." + Encode(claims);
        return signed + "." + Base64Url.EncodeToString(algorithm(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
