using HighPerf.Hosting.Configuration;
using HighPerf.Hosting.Health;
using HighPerf.Hosting.Logging;
using HighPerf.Hosting.Metrics;
using HighPerf.Hosting.Secrets;
using HighPerf.Hosting.Supervision;
using HighPerf.Hosting.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace HighPerf.Hosting;

/// <summary>The web host under both services: no configuration files, our logging, metrics, traces, health, secrets that are read again, and what systemd is told.</summary>
public static class ServiceHost
{
    /// <summary>A builder that listens on <paramref name="listen"/> once the services have started, none of which waits long for anything.</summary>
    public static WebApplicationBuilder CreateBuilder(string program, Settings settings, Uri listen, TimeSpan shutdownTimeout)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear(); // no appsettings.json, no ASPNETCORE_…: our settings are the only ones
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls(listen.GetLeftPart(UriPartial.Authority));
        var collector = settings.GetOrNull(CommonSettings.TraceEndpoint);
        builder.Logging.AddServiceLogging(settings.Get(CommonSettings.LogLevel), traced: collector is not null);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = shutdownTimeout);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSupervision();
        if (settings.Secrets is { } secrets) builder.Services.AddSecretRefresh(secrets, settings.Get(CommonSettings.SecretsRefresh));
        builder.Services.AddServiceMetrics(program);
        var ratio = settings.Get(CommonSettings.TraceRatio);
        if (collector is not null) builder.Services.AddServiceTracing(collector, ratio);
        return builder;
    }

    /// <summary><c>/health</c>, <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>.</summary>
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        routes.MapPrometheusScrapingEndpoint("/metrics");
    }
}
