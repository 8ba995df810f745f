using System.Buffers.Binary;
using System.Threading.RateLimiting;

namespace HighPerf.Api.Limits;

/// <summary>
/// Requests of the API by address, in token buckets; for IPv6 its /64, which is what one subscriber has (RFC 6177). Health, metrics and
/// files are not limited. To be let in allocates nothing.
/// </summary>
internal sealed class AddressLimiter : IDisposable
{
    private static readonly UInt128 s_unlimited = UInt128.MaxValue; // no address

    public AddressLimiter(LimitOptions limits)
    {
        Func<UInt128, RateLimiter> bucket = _ => RequestLimits.Bucket(limits.RequestsPerSecond, burst: limits.RequestsPerSecond * 2);
        Limiter = PartitionedRateLimiter.Create<HttpContext, UInt128>(context =>
            limits.RequestsPerSecond > 0 && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                ? RateLimitPartition.Get(NetworkOf(context), bucket)
                : RateLimitPartition.GetNoLimiter(s_unlimited));
    }

    public PartitionedRateLimiter<HttpContext> Limiter { get; }

    /// <summary>Takes one of the address's requests, if it has any left.</summary>
    public bool Allows(HttpContext context)
    {
        using var lease = Limiter.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    public void Dispose() => Limiter.Dispose();

    /// <summary>An IPv4 address, or the first 64 bits of an IPv6 one.</summary>
    public static UInt128 NetworkOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return UInt128.Zero;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        if (written == sizeof(uint)) return BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return address.IsIPv4MappedToIPv6 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) : (UInt128)BinaryPrimitives.ReadUInt64BigEndian(bytes) << 64;
    }
}
