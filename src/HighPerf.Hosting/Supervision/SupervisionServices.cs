using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace HighPerf.Hosting.Supervision;

internal static class SupervisionServices
{
    /// <summary>
    /// What systemd is told, where it listens (<c>$NOTIFY_SOCKET</c>). The framework's own (<c>AddSystemd</c>) looks for systemd among the processes, which a sandbox
    /// hides, and calls a service ready as soon as it listens.
    /// </summary>
    public static void AddSupervision(this IServiceCollection services)
    {
        services.AddSingleton<ISystemdNotifier>(new SystemdNotifier());
        services.AddHostedService<Supervisor>();
        services.AddSingleton<IHostedService>(provider => new Watchdog(
            provider.GetRequiredService<ISystemdNotifier>(),
            Watchdog.LimitOf(Environment.GetEnvironmentVariable, Environment.ProcessId),
            provider.GetRequiredService<ILogger<Watchdog>>()));
    }
}
