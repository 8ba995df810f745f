using System.Buffers.Binary;
using System.Threading.RateLimiting;

namespace HighPerf.Api.Limits;

/// <summary>
/// Requests of the API by address; for IPv6 by its /64, which is what one subscriber has (RFC 6177). Health and metrics are not limited, and of files only
/// those that the database must be asked about.
/// </summary>
internal sealed class AddressLimiter(LimitOptions limits, TimeProvider time) : PartitionedRateLimiter<HttpContext>
{
    private static readonly AddressLease s_let = new(null);

    private readonly Buckets<UInt128> _buckets = new(limits.RequestsPerSecond, burst: limits.RequestsPerSecond * 2, time);

    /// <summary>Takes one of the address's requests, if it has any left.</summary>
    public bool Allows(HttpContext context) => TakeOfApi(context) <= TimeSpan.Zero;

    /// <summary>Takes one of the address's requests, whatever this one is; how long until it has one, when it has none left.</summary>
    public TimeSpan Take(HttpContext context) => _buckets.Take(NetworkOf(context));

    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        TakeOfApi(resource) is { Ticks: > 0 } wait ? new AddressLease(wait) : s_let;

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptAcquireCore(resource, permitCount));

    /// <summary>An IPv4 address, or the first 64 bits of an IPv6 one.</summary>
    public static UInt128 NetworkOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return UInt128.Zero;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        if (written == sizeof(uint)) return BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return address.IsIPv4MappedToIPv6 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) : (UInt128)BinaryPrimitives.ReadUInt64BigEndian(bytes) << 64;
    }

    private TimeSpan TakeOfApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) ? Take(context) : TimeSpan.Zero;
}
