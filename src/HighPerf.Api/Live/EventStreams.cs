using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using HighPerf.Api.Configuration;
using HighPerf.Api.Limits;
using HighPerf.Core.Errors;

namespace HighPerf.Api.Live;

/// <summary>
/// The event streams that are open: so many and no more, since each holds a connection for as long as its client likes, and a tenth of them at most of one
/// address.
/// </summary>
internal sealed class EventStreams : IDisposable
{
    private readonly int _most;
    private readonly PartitionedRateLimiter<HttpContext> _shares;
    private int _open;

    public EventStreams(ApiOptions options, IMeterFactory meters)
    {
        _most = options.EventStreams;
        var share = new ConcurrencyLimiterOptions { PermitLimit = Math.Max(1, _most / 10), QueueLimit = 0 };
        _shares = PartitionedRateLimiter.Create<HttpContext, UInt128>(context => RateLimitPartition.GetConcurrencyLimiter(AddressLimiter.NetworkOf(context), _ => share));
        meters.Create("HighPerf.Live").CreateObservableGauge("highperf.live.streams", () => Volatile.Read(ref _open), description: "Event streams that are open");
    }

    /// <summary>Begins one, which is to be disposed of; 429 when its address has its share, 503 when all are open.</summary>
    public async Task<Outcome<EventStream>> OpenAsync(HttpContext context)
    {
        var stream = new EventStream(context, this, _shares.AttemptAcquire(context));
        var full = Interlocked.Increment(ref _open) > _most;
        if (full || !stream.HasPlace)
        {
            stream.Dispose();
            return full ? ErrorCatalogue.Unavailable : ErrorCatalogue.TooManyRequests;
        }

        try
        {
            await stream.BeginAsync();
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Closed() => Interlocked.Decrement(ref _open);

    public void Dispose() => _shares.Dispose();
}
