using HighPerf.Api.Errors;
using HighPerf.Core.Errors;
using Microsoft.AspNetCore.Authentication;

namespace HighPerf.Api.Auth;

/// <summary>Bearer tokens (RFC 6750) as the framework's authentication asks for them.</summary>
internal sealed class TokenAuthentication(TokenCheck tokens) : IAuthenticationHandler
{
    public const string Scheme = "Bearer";

    private HttpContext _context = null!;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync()
    {
        var authorization = _context.Request.Headers.Authorization;
        return authorization.Count == 1 ? tokens.CheckAsync(authorization[0]!) : Task.FromResult(AuthenticateResult.NoResult());
    }

    public Task ChallengeAsync(AuthenticationProperties? properties) => ProblemResult.WriteAsync(_context, ErrorCatalogue.Unauthorized);

    public Task ForbidAsync(AuthenticationProperties? properties) => ProblemResult.WriteAsync(_context, ErrorCatalogue.Forbidden);
}
