using HighPerf.Api.Memory;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HighPerf.Api.Auth;

/// <summary>
/// Checks access tokens: signature, algorithm and type pinned, lifetime without clock skew, <c>sub</c> a player's id. What one was found to be is
/// remembered by the digest of its text, so that a player's next request costs a look-up; whether it has expired is looked at each time. When a key is withdrawn
/// all is forgotten, and what it has signed is refused.
/// </summary>
internal sealed class TokenCheck(KeyRing keys, TimeProvider time)
{
    private const int Remembered = 131_072; // of a generation, of about 100 bytes each
    private const string Bearer = "Bearer ";
    private const int Longest = 1_024; // characters of what is remembered; our own have about 210

    private static readonly Task<AuthenticateResult> s_none = Task.FromResult(AuthenticateResult.NoResult());
    private static readonly Task<AuthenticateResult> s_expired = Task.FromResult(AuthenticateResult.Fail("expired"));

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly Lock _turn = new();
    private volatile Memory _memory = new(keys.Now, new Generations<TokenDigest, KnownToken>(Remembered));

    /// <param name="authorization">The header's value.</param>
    public Task<AuthenticateResult> CheckAsync(string authorization)
    {
        if (!authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return s_none;
        var token = TokenOf(authorization);
        var memory = Current();
        if (!TryFind(memory, token, out var known)) return LearnAsync(memory, token.ToString());
        return IsValid(known) ? Task.FromResult(Success(known.Player)) : s_expired;
    }

    /// <summary>The player of a valid token that came before; null: see <see cref="CheckAsync"/>.</summary>
    /// <param name="authorization">The header's value.</param>
    public Guid? FindPlayer(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && TryFind(Current(), TokenOf(authorization), out var known) && IsValid(known) ? known.Player : null;

    private static ReadOnlySpan<char> TokenOf(string authorization) => authorization.AsSpan(Bearer.Length).Trim();

    private static AuthenticateResult Success(Guid player) => AuthenticateResult.Success(new AuthenticationTicket(new PlayerPrincipal(player), TokenAuthentication.Scheme));

    private static bool TryFind(Memory memory, ReadOnlySpan<char> token, out KnownToken known)
    {
        known = default;
        return token.Length <= Longest && memory.Known.TryFind(TokenDigest.Of(token), out known);
    }

    private Memory Current() => _memory is { } memory && memory.Keys == keys.Now ? memory : Renew();

    private Memory Renew()
    {
        lock (_turn)
        {
            var now = keys.Now;
            var known = now.HasAll(_memory.Keys) ? _memory.Known : new Generations<TokenDigest, KnownToken>(Remembered);
            return _memory = new Memory(now, known);
        }
    }

    private bool IsValid(KnownToken known) => known.Expires > time.GetUtcNow().UtcDateTime;

    private async Task<AuthenticateResult> LearnAsync(Memory memory, string text)
    {
        var validated = await _handler.ValidateTokenAsync(text, memory.Keys.Rules);
        if (!validated.IsValid) return AuthenticateResult.Fail(validated.Exception ?? new SecurityTokenException("invalid"));
        var token = (JsonWebToken)validated.SecurityToken;
        if (!Guid.TryParseExact(token.Subject, "D", out var player)) return AuthenticateResult.Fail("sub is not a player id");
        if (text.Length <= Longest) memory.Known.Remember(TokenDigest.Of(text), new KnownToken(player, token.ValidTo));
        return Success(player);
    }

    /// <summary>
    /// What was found with some keys. Who learns a token while a key is withdrawn remembers it where nobody looks any more.
    /// </summary>
    private sealed record Memory(KeySet Keys, Generations<TokenDigest, KnownToken> Known);

    /// <param name="Expires">UTC.</param>
    private readonly record struct KnownToken(Guid Player, DateTime Expires);
}
