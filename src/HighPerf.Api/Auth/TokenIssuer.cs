using HighPerf.Api.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HighPerf.Api.Auth;

/// <summary>Issues access tokens: JWT, HS256, <c>kid</c> = the key's name, <c>sub</c> = player id, 3600 s (RFC 7519).</summary>
internal sealed class TokenIssuer(KeyRing keys, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issue(Guid player)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { [JwtRegisteredClaimNames.Sub] = player.ToString() },
            IssuedAt = now,
            Expires = now + ApiOptions.TokenLife,
            SigningCredentials = keys.Now.Credentials,
        });
    }
}
