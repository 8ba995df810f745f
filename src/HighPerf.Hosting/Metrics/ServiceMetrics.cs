using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace HighPerf.Hosting.Metrics;

/// <summary>OpenTelemetry with the Prometheus scrape endpoint: our meters, the web server's and the runtime's.</summary>
internal static class ServiceMetrics
{
    public static void AddServiceMetrics(this IServiceCollection services, string program) =>
        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(program)).WithMetrics(metrics => metrics
            .AddMeter("HighPerf.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql")
            .AddView("http.server.active_requests", MetricStreamConfiguration.Drop)
            .AddPrometheusExporter());
}
