using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HighPerf.Queue.Processing;

/// <summary>The fetcher reads doorbells: its last success is not older than the watchdog's limit.</summary>
public sealed class ReadHealth(ReadWatch watch, JobQueueOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watch.Age <= options.ReadAgeLimit ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("No doorbells are read"));
}
