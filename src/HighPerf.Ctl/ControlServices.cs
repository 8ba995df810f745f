using HighPerf.Core;
using HighPerf.Core.Database;
using HighPerf.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Ctl;

/// <summary>What the verbs work with: the database of <c>DATABASE_URL</c>.</summary>
internal static class ControlServices
{
    public static ServiceProvider Open()
    {
        var settings = Settings.FromEnvironment();
        return new ServiceCollection().AddDatabase(settings.Get(CommonSettings.Database, PostgresUrl.Parse)).BuildServiceProvider();
    }
}
