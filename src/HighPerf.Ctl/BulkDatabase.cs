using HighPerf.Core;
using HighPerf.Core.Database;
using HighPerf.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Ctl;

/// <summary>The database of <c>DATABASE_URL</c> for work whose statements take as long as they need.</summary>
internal static class BulkDatabase
{
    public static ServiceProvider Open(Settings settings)
    {
        var connection = settings.Get(CommonSettings.Database, PostgresUrl.Parse);
        connection.CommandTimeout = 0;
        connection.NoResetOnClose = false; // an import leaves tables and a lock in its session
        connection.KeepAlive = 30; // seconds; a connection that is silent while files are copied is not dropped on the way
        return new ServiceCollection().AddDatabase(connection).BuildServiceProvider();
    }
}
