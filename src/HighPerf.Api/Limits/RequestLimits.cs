using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using HighPerf.Api.Auth;
using HighPerf.Api.Errors;
using HighPerf.Core.Errors;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;

namespace HighPerf.Api.Limits;

/// <summary>
/// Requests by address in token buckets, a player's uploads by how many are under way; a player's votes are the vote endpoint's to limit. The address is the
/// connection's, or what a trusted proxy says in <c>X-Forwarded-For</c>. Health, metrics and files that are known are not limited.
/// </summary>
internal static class RequestLimits
{
    /// <summary>The policy of the upload endpoint.</summary>
    public const string Uploads = "uploads";

    public static void AddRequestLimits(this IServiceCollection services, LimitOptions limits)
    {
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            forwarded.ForwardLimit = null; // as far as the trusted proxies reach
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in limits.TrustedProxies) forwarded.KnownIPNetworks.Add(network);
        });
        services.AddSingleton(provider => new AddressLimiter(limits, provider.GetRequiredService<TimeProvider>()));
        services.AddOptions<RateLimiterOptions>().Configure<AddressLimiter>((limiter, addresses) => limiter.GlobalLimiter = addresses);
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Uploads, context =>
                limits.UploadsAtOnce > 0 && CurrentPlayer.Read(context.User) is { } player
                    ? RateLimitPartition.GetConcurrencyLimiter(
                        player, _ => new ConcurrencyLimiterOptions { PermitLimit = limits.UploadsAtOnce, QueueLimit = 0 })
                    : RateLimitPartition.GetNoLimiter(Guid.Empty));
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
                return new ValueTask(ProblemResult.WriteAsync(rejected.HttpContext, ErrorCatalogue.TooManyRequests, retryAfter: wait));
            };
        });
    }

    public static void UseTrustedProxies(this WebApplication application, LimitOptions limits)
    {
        if (limits.TrustedProxies.Count > 0) application.UseForwardedHeaders();
    }

    /// <summary>The client's address; for IPv6 its /64, which is what one subscriber has (RFC 6177).</summary>
    public static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.GetAddressBytes() is { Length: 16 } bytes
            ? new IPAddress([.. bytes.AsSpan(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]).ToString()
            : address.ToString();
    }

    /// <summary>Seconds of a Retry-After header (RFC 9110 §10.2.3), at least one.</summary>
    public static string Seconds(TimeSpan wait) => Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
