using HighPerf.Hosting.Keys;
using Microsoft.IdentityModel.Tokens;

namespace HighPerf.Api.Auth;

/// <summary>The keys of access tokens at one time: which one signs, and all that are verified. It does not change; another one takes its place.</summary>
internal sealed class KeySet
{
    private readonly IReadOnlyList<SigningKey> _keys;

    /// <param name="keys">All that are verified.</param>
    /// <param name="signing">The one of them that signs.</param>
    public KeySet(IReadOnlyList<SigningKey> keys, SigningKey signing)
    {
        (_keys, Signing) = (keys, signing);
        Credentials = new SigningCredentials(Symmetric(signing), SecurityAlgorithms.HmacSha256);
        Rules = new TokenValidationParameters
        {
            IssuerSigningKeys = [.. keys.Select(Symmetric)], // the one that the token names (kid); each, of a token that names none or one that is not here
            ValidateIssuerSigningKey = true,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = ["JWT"],
            ValidateIssuer = false,
            ValidateAudience = false,
            RequireExpirationTime = true,
            ValidateLifetime = true,
            ClockSkew = TimeSpan.Zero,
        };
    }

    public SigningKey Signing { get; }

    public SigningCredentials Credentials { get; }

    /// <summary>What makes a token valid, but for its <c>sub</c>.</summary>
    public TokenValidationParameters Rules { get; }

    /// <summary>The keys themselves, the one that signs first.</summary>
    public IReadOnlyList<byte[]> Secrets => [Signing.ToBytes(), .. _keys.Where(key => !key.Is(Signing)).Select(key => key.ToBytes())];

    public bool Has(SigningKey key) => _keys.Any(key.Is);

    /// <summary>Whether all keys of the other are here, too.</summary>
    public bool HasAll(KeySet other) => other._keys.All(Has);

    /// <summary>Whether nothing is different.</summary>
    public bool Is(KeySet other) => Signing.Is(other.Signing) && HasAll(other) && other.HasAll(this);

    private static SymmetricSecurityKey Symmetric(SigningKey key) => new SymmetricSecurityKey(key.ToBytes()) { KeyId = key.Id };
}
