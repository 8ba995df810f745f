using HighPerf.Api.Configuration;
using HighPerf.Api.Errors;
using HighPerf.Core.Errors;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace HighPerf.Api.Auth;

/// <summary>Token checks: signature, algorithm and type pinned, lifetime without clock skew. Identity comes only from the token.</summary>
internal static class PlayerAuthentication
{
    public static void AddPlayerAuthentication(this IServiceCollection services, ApiOptions options)
    {
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<PasswordLane>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.TokenValidationParameters = new TokenValidationParameters
            {
                IssuerSigningKey = new SymmetricSecurityKey(options.TokenKey),
                ValidateIssuerSigningKey = true,
                ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                ValidTypes = ["JWT"],
                ValidateIssuer = false,
                ValidateAudience = false,
                RequireExpirationTime = true,
                ValidateLifetime = true,
                ClockSkew = TimeSpan.Zero,
            };
            bearer.Events = new JwtBearerEvents
            {
                OnTokenValidated = context =>
                {
                    if (CurrentPlayer.Read(context.Principal) is null) context.Fail("sub is not a player id");
                    return Task.CompletedTask;
                },
                OnChallenge = context =>
                {
                    context.HandleResponse();
                    return ProblemResult.WriteAsync(context.HttpContext, ErrorCatalogue.Unauthorized);
                },
            };
        });
        services.AddAuthorization();
    }

    /// <summary>Where a token is optional, an invalid one is still 401.</summary>
    public static TBuilder AllowOptionalToken<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (invocation, next) =>
            invocation.HttpContext.Request.Headers.Authorization.Count > 0 && CurrentPlayer.Read(invocation.HttpContext.User) is null
                ? ErrorCatalogue.Unauthorized.ToResult()
                : await next(invocation));
}
