using HighPerf.Api.Configuration;
using HighPerf.Hosting.Configuration;

namespace HighPerf.Api.Tests;

internal static class TestOptions
{
    /// <summary>All as it comes, with what has no default.</summary>
    public static ApiOptions Default { get; } = ApiOptions.Read(new Settings(name => name switch
    {
        "DATABASE_URL" => "postgres://nobody:nothing@127.0.0.1/nowhere",
        "JWT_SECRET" => new string('k', 64),
        _ => null,
    }));
}
