using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Hosting.Secrets;

internal static class SecretServices
{
    /// <param name="period">How often the secrets are read again.</param>
    public static void AddSecretRefresh(this IServiceCollection services, SecretStore secrets, TimeSpan period) =>
        services.AddSingleton<IHostedService>(provider => new SecretRefresh(
            secrets, period, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<ILogger<SecretRefresh>>()));
}
