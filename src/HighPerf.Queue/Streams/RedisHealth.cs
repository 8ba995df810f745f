using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace HighPerf.Queue.Streams;

/// <summary>Redis answers a PING.</summary>
public sealed class RedisHealth(QueueRedis redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await (await redis.CommandsAsync()).PingAsync();
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("Redis does not answer", e);
        }
    }
}
