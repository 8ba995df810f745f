using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HighPerf.Hosting.Health;

/// <summary>
/// Live says that the process answers; ready asks every registered check (database, Redis, storage). Only ready touches another
/// service, so an outage takes instances out of rotation instead of restarting them.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var healthy = new HealthAnswer("healthy");
        routes.MapGet("/health", () => Results.Json(healthy, HealthJson.Default.HealthAnswer)).ExcludeFromDescription();
        routes.MapGet("/health/live", () => Results.Json(healthy, HealthJson.Default.HealthAnswer)).ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, HttpContext context, CancellationToken cancellationToken)
    {
        var report = await readiness.AskAsync().WaitAsync(cancellationToken);
        var ready = report.Status == HealthStatus.Healthy;
        if (!ready) context.Response.Headers.RetryAfter = Readiness.Fresh.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var answers = report.Entries.ToDictionary(
            entry => entry.Key, entry => entry.Value.Status == HealthStatus.Healthy ? "ok" : entry.Value.Description ?? "failed", StringComparer.Ordinal);
        return Results.Json(
            new ReadinessReport(ready ? "ready" : "unready", answers), HealthJson.Default.ReadinessReport,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
