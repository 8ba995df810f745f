using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HighPerf.Core.Storage;

/// <summary>Both directories are there and can be written to.</summary>
public sealed class StorageHealth(LocalStorage storage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            LocalStorage.Probe(storage.UploadsDirectory);
            LocalStorage.Probe(storage.ProcessedDirectory);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("a media directory cannot be written to", e));
        }
    }
}
