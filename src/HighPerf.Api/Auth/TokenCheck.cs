using HighPerf.Api.Configuration;
using HighPerf.Api.Memory;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HighPerf.Api.Auth;

/// <summary>
/// Checks access tokens: signature, algorithm and type pinned, lifetime without clock skew, <c>sub</c> a player's id. What one was found to be is
/// remembered by the digest of its text, so that a player's next request costs a look-up; whether it has expired is looked at each time.
/// </summary>
internal sealed class TokenCheck(ApiOptions options, TimeProvider time)
{
    private const int Remembered = 131_072; // of a generation, of about 100 bytes each
    private const string Bearer = "Bearer ";
    private const int Longest = 1_024; // characters of what is remembered; our own have about 190

    private static readonly Task<AuthenticateResult> s_none = Task.FromResult(AuthenticateResult.NoResult());
    private static readonly Task<AuthenticateResult> s_expired = Task.FromResult(AuthenticateResult.Fail("expired"));

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _rules = Rules(options.TokenKey);
    private readonly Generations<TokenDigest, KnownToken> _known = new(Remembered);

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
        var token = TokenOf(authorization);
        if (!TryFind(token, out var known)) return LearnAsync(token.ToString());
        return IsValid(known) ? Task.FromResult(Success(known.Player)) : s_expired;
    }

    /// <summary>The player of a valid token that came before; null: see <see cref="CheckAsync"/>.</summary>
    /// <param name="authorization">The header's value.</param>
    public Guid? FindPlayer(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && TryFind(TokenOf(authorization), out var known) && IsValid(known) ? known.Player : null;

    private static ReadOnlySpan<char> TokenOf(string authorization) => authorization.AsSpan(Bearer.Length).Trim();

    private static AuthenticateResult Success(Guid player) => AuthenticateResult.Success(new AuthenticationTicket(new PlayerPrincipal(player), TokenAuthentication.Scheme));

    private bool TryFind(ReadOnlySpan<char> token, out KnownToken known)
    {
        known = default;
        return token.Length <= Longest && _known.TryFind(TokenDigest.Of(token), out known);
    }

    private bool IsValid(KnownToken known) => known.Expires > time.GetUtcNow().UtcDateTime;

    private async Task<AuthenticateResult> LearnAsync(string text)
    {
        var validated = await _handler.ValidateTokenAsync(text, _rules);
        if (!validated.IsValid) return AuthenticateResult.Fail(validated.Exception ?? new SecurityTokenException("invalid"));
        var token = (JsonWebToken)validated.SecurityToken;
        if (!Guid.TryParseExact(token.Subject, "D", out var player)) return AuthenticateResult.Fail("sub is not a player id");
        if (text.Length <= Longest) _known.Remember(TokenDigest.Of(text), new KnownToken(player, token.ValidTo));
        return Success(player);
    }

    /// <param name="Expires">UTC.</param>
    private readonly record struct KnownToken(Guid Player, DateTime Expires);
}
