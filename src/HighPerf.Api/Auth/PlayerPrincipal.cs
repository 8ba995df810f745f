using System.Security.Claims;

namespace HighPerf.Api.Auth;

/// <summary>A player whose token was valid; it says nothing but the id.</summary>
internal sealed class PlayerPrincipal(Guid id) : ClaimsPrincipal(new ClaimsIdentity(authenticationType: TokenAuthentication.Scheme))
{
    public Guid Id => id;
}
