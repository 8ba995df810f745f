using System.Globalization;
using Npgsql;

namespace HighPerf.Core.Database;

/// <summary>Reads <c>DATABASE_URL</c>: <c>postgres://user:password@host:port/database?sslmode=require&amp;pool=20</c>.</summary>
public static class PostgresUrl
{
    /// <summary>What one running job, the sweep and the health check need side by side.</summary>
    private const int MinPool = 4;

    public static NpgsqlConnectionStringBuilder Parse(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port > 0 ? url.Port : 5432,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
            // Statements are few and the same: prepared on their second use, they are parsed and planned once per connection. Left to choose, PostgreSQL
            // plans a lone vote anew each time, since for one row that looks cheaper, and planning takes longer than the vote.
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            MaxPoolSize = 20,
            Timeout = 5,
            CommandTimeout = 30,
            // Who waits for a server that is gone without a word finds out: it is asked after 10 s of silence, and then each 5 s (tcp(7)).
            TcpKeepAlive = true,
            TcpKeepAliveTime = 10,
            TcpKeepAliveInterval = 5,
            // No statement leaves anything behind in its session, but for those of an import, which has its own.
            NoResetOnClose = true,
            // What is acknowledged is on disk, whatever server, database or role are set to.
            Options = "-c synchronous_commit=on -c plan_cache_mode=force_generic_plan",
        };
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            switch (parts)
            {
                case ["sslmode", var text] when Enum.TryParse<SslMode>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode):
                    connection.SslMode = mode;
                    break;
                case ["pool", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= MinPool:
                    connection.MaxPoolSize = size;
                    break;
                default:
                    throw new FormatException($"has an invalid parameter '{parts[0]}' (known are sslmode=disable…verify-full and pool=4…)");
            }
        }

        return connection;
    }
}
