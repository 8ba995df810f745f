using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace HighPerf.Api.Limits;

/// <summary>
/// Requests of the API by address; for IPv6 by its /64, which is what one subscriber has (RFC 6177). Health, metrics and files are not limited. Ours and not the
/// framework's, which takes a lock that all requests share and allocates for each: here to be let in is one compare-and-set.
/// </summary>
internal sealed class AddressLimiter : PartitionedRateLimiter<HttpContext>
{
    private const int MaxAddresses = 65_536; // remembered before those are forgotten that ask no more

    private static readonly AddressLease s_let = new(null);

    private readonly ConcurrentDictionary<UInt128, AddressBucket> _buckets = new();
    private readonly double _perSecond;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _tolerance;
    private int _remembered;

    /// <summary>Bursts are of up to twice the rate.</summary>
    public AddressLimiter(LimitOptions limits, TimeProvider time)
    {
        (_perSecond, _time) = (limits.RequestsPerSecond, time);
        if (_perSecond <= 0) return;
        _interval = TimeSpan.FromSeconds(1 / _perSecond);
        _tolerance = _interval * (Math.Max(1, Math.Ceiling(_perSecond * 2)) - 1);
    }

    /// <summary>Takes one of the address's requests, if it has any left.</summary>
    public bool Allows(HttpContext context) => Take(context) <= TimeSpan.Zero;

    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        Take(resource) is { Ticks: > 0 } wait ? new AddressLease(wait) : s_let;

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

    /// <summary>How long until the address may ask again; zero: it may now, and has.</summary>
    private TimeSpan Take(HttpContext context)
    {
        if (_perSecond <= 0 || !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) return TimeSpan.Zero;
        var network = NetworkOf(context);
        var now = _time.GetTimestamp();
        if (!_buckets.TryGetValue(network, out var bucket)) bucket = Remember(network, now);
        return bucket.Take(_time, now, _interval, _tolerance);
    }

    private AddressBucket Remember(UInt128 network, long now)
    {
        if (Interlocked.Increment(ref _remembered) > MaxAddresses)
        {
            foreach (var (old, bucket) in _buckets)
            {
                if (bucket.IsFull(now)) _buckets.TryRemove(old, out _);
            }

            Interlocked.Exchange(ref _remembered, _buckets.Count);
        }

        return _buckets.GetOrAdd(network, static _ => new AddressBucket());
    }
}
