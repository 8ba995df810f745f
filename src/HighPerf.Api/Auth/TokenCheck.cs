using HighPerf.Api.Configuration;
using HighPerf.Api.Memory;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HighPerf.Api.Auth;

/// <summary>
/// Checks access tokens: signature, algorithm and type pinned, lifetime without clock skew, <c>sub</c> a player's id. What one was found to be is
/// remembered with all of its text, so that a player's next request costs a look-up; whether it has expired is looked at each time.
/// </summary>
internal sealed class TokenCheck(ApiOptions options, TimeProvider time)
{
    private const int Remembered = 65_536; // of a generation, of about 1 KB each
    private const string Bearer = "Bearer ";
    private const int LongestRemembered = 1_024; // characters; our own have about 190

    private static readonly Task<AuthenticateResult> s_none = Task.FromResult(AuthenticateResult.NoResult());
    private static readonly Task<AuthenticateResult> s_expired = Task.FromResult(AuthenticateResult.Fail("expired"));

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _rules = Rules(options.TokenKey);
    private readonly Generations<KnownToken> _known = new(Remembered);

    /// <summary>What makes a token valid, but for its <c>sub</c>.</summary>
    public static TokenValidationParameters Rules(byte[] key) => new()
    {
        IssuerSigningKey = new SymmetricSecurityKey(key),
        ValidateIssuerSigningKey = true,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidTypes = ["JWT"],
        ValidateIssuer = false,
        ValidateAudience = false,
        RequireExpirationTime = true,
        ValidateLifetime = true,
        ClockSkew = TimeSpan.Zero,
    };

    /// <param name="authorization">The header's value.</param>
    public Task<AuthenticateResult> CheckAsync(string authorization)
    {
        if (!authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return s_none;
        if (Find(authorization) is not { } known) return LearnAsync(TokenOf(authorization).ToString());
        return IsValid(known) ? known.Result : s_expired;
    }

    /// <summary>The player of a valid token that came before; null: see <see cref="CheckAsync"/>.</summary>
    /// <param name="authorization">The header's value.</param>
    public Guid? FindPlayer(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && Find(authorization) is { } known && IsValid(known) ? known.Player : null;

    private static ReadOnlySpan<char> TokenOf(string authorization) => authorization.AsSpan(Bearer.Length).Trim();

    private KnownToken? Find(string authorization) => _known.Find(TokenOf(authorization));

    private bool IsValid(KnownToken known) => known.Expires > time.GetUtcNow().UtcDateTime;

    private async Task<AuthenticateResult> LearnAsync(string text)
    {
        var validated = await _handler.ValidateTokenAsync(text, _rules);
        if (!validated.IsValid) return AuthenticateResult.Fail(validated.Exception ?? new SecurityTokenException("invalid"));
        var token = (JsonWebToken)validated.SecurityToken;
        if (!Guid.TryParseExact(token.Subject, "D", out var player)) return AuthenticateResult.Fail("sub is not a player id");
        var result = AuthenticateResult.Success(new AuthenticationTicket(new PlayerPrincipal(player), TokenAuthentication.Scheme));
        if (text.Length > LongestRemembered) return result;
        _known.Remember(text, new KnownToken(player, Task.FromResult(result), token.ValidTo));
        return result;
    }

    /// <param name="Expires">UTC.</param>
    private sealed record KnownToken(Guid Player, Task<AuthenticateResult> Result, DateTime Expires);
}
