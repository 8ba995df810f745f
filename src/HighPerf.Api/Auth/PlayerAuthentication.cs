using HighPerf.Api.Errors;
using HighPerf.Core.Errors;

namespace HighPerf.Api.Auth;

/// <summary>Identity comes only from the token.</summary>
internal static class PlayerAuthentication
{
    public static void AddPlayerAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<PasswordLane>();
        services.AddTransient<TokenAuthentication>();
        services.AddAuthentication(options =>
        {
            options.AddScheme<TokenAuthentication>(TokenAuthentication.Scheme, displayName: null);
            options.DefaultScheme = TokenAuthentication.Scheme;
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
