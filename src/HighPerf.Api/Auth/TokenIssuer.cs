using HighPerf.Api.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HighPerf.Api.Auth;

/// <summary>Issues access tokens: JWT, HS256, <c>sub</c> = player id, 3600 s (RFC 7519).</summary>
internal sealed class TokenIssuer(ApiOptions options, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(new SymmetricSecurityKey(options.TokenKey), SecurityAlgorithms.HmacSha256);

    public string Issue(Guid player)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { [JwtRegisteredClaimNames.Sub] = player.ToString() },
            IssuedAt = now,
            Expires = now + ApiOptions.TokenLife,
            SigningCredentials = _credentials,
        });
    }
}
