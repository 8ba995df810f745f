using System.Diagnostics.Metrics;
using HighPerf.Api.Configuration;
using HighPerf.Core.Errors;

namespace HighPerf.Api.Live;

/// <summary>The event streams that are open: so many and no more, since each holds a connection for as long as its client likes.</summary>
internal sealed class EventStreams
{
    private readonly int _most;
    private int _open;

    public EventStreams(ApiOptions options, IMeterFactory meters)
    {
        _most = options.EventStreams;
        meters.Create("HighPerf.Live").CreateObservableGauge("highperf.live.streams", () => Volatile.Read(ref _open), description: "Event streams that are open");
    }

    /// <summary>Begins one, which is to be disposed of; <see cref="UnavailableException"/> when too many are open.</summary>
    public async Task<EventStream> OpenAsync(HttpContext context)
    {
        var stream = new EventStream(context, this);
        if (Interlocked.Increment(ref _open) > _most)
        {
            stream.Dispose();
            throw new UnavailableException("too many event streams are open");
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
}
