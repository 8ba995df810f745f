using HighPerf.Api.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace HighPerf.Bench.Cases;

/// <summary>A request's access token: the first time, every further one, and as the framework's JwtBearer checks it with the same rules.</summary>
internal static class TokenCases
{
    private const int FreshTokens = 300_000; // beyond what is remembered: each is new again when its turn comes

    public static IEnumerable<HotCase> All =>
    [
        new("token, known", () => Authenticated(Ours, Headers(1))),
        new("token, new", () => Authenticated(Ours, Headers(FreshTokens))),
        new("token, new, by JwtBearer", () => Authenticated(Theirs, Headers(FreshTokens))),
    ];

    private static void Ours(IServiceCollection services)
    {
        services.AddSingleton(Everyday.Options);
        services.AddSingleton(Everyday.Keys);
        services.AddSingleton(TimeProvider.System);
        services.AddPlayerAuthentication();
    }

    private static void Theirs(IServiceCollection services) => services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
    {
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = Everyday.Keys.Now.Rules;
    });

    /// <summary>What the framework's middleware does with a request: a scope, the scheme's handler, its verdict.</summary>
    private static Action Authenticated(Action<IServiceCollection> scheme, string[] headers)
    {
        var services = new ServiceCollection().AddLogging();
        scheme(services);
        var provider = services.BuildServiceProvider();
        var n = 0;
        return () =>
        {
            using var scope = provider.CreateScope();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            context.Request.Headers.Authorization = headers[n = (n + 1) % headers.Length];
            if (!context.AuthenticateAsync().GetAwaiter().GetResult().Succeeded) throw new InvalidOperationException("refused");
        };
    }

    private static string[] Headers(int count)
    {
        var issuer = new TokenIssuer(Everyday.Keys, TimeProvider.System);
        return [.. Enumerable.Range(0, count).Select(_ => "Bearer " + issuer.Issue(Guid.CreateVersion7()))];
    }
}
