using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace HighPerf.Hosting.Metrics;

/// <summary>OpenTelemetry with the Prometheus scrape endpoint: our meters, the web server's and the runtime's.</summary>
internal static class ServiceMetrics
{
    public static void AddServiceMetrics(this IServiceCollection services) =>
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("HighPerf.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql")
            .AddPrometheusExporter());
}
