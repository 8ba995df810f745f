using HighPerf.Api.Auth;
using HighPerf.Api.Configuration;
using HighPerf.Hosting.Configuration;

namespace HighPerf.Bench.Cases;

/// <summary>The API's settings with nothing but what has no default.</summary>
internal static class Everyday
{
    public static ApiOptions Options { get; } = ApiOptions.Read(new Settings(name => name switch
    {
        "DATABASE_URL" => "postgres://nobody:nothing@127.0.0.1/nowhere",
        "JWT_SECRET" => new string('k', 64),
        _ => null,
    }));

    public static KeyRing Keys { get; } = new(Options.TokenKeys, Options.SecretsRefresh, TimeProvider.System);
}
