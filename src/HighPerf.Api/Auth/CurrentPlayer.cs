using System.Security.Claims;

namespace HighPerf.Api.Auth;

/// <summary>The player whose token came with the request: a parameter of an endpoint that requires one.</summary>
internal sealed record CurrentPlayer(Guid Id)
{
    public static ValueTask<CurrentPlayer?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(Read(context.User) is { } id ? new CurrentPlayer(id) : null);

    public static Guid? Read(ClaimsPrincipal? user) => (user as PlayerPrincipal)?.Id;
}
