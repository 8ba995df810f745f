using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using HighPerf.Queue.Processing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HighPerf.Queue.Tests;

/// <summary>Listens to the queue's meter of one host, as an exporter would.</summary>
internal sealed class MeterReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _measured = new();

    public MeterReader(IHost host)
    {
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == QueueMetrics.MeterName && instrument.Meter.Scope == factory) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What a gauge reports when it is asked now.</summary>
    public IReadOnlyList<Measured> Read(string gauge)
    {
        var before = _measured.Count;
        _listener.RecordObservableInstruments();
        return [.. _measured.Skip(before).Where(m => m.Instrument == gauge)];
    }

    /// <summary>The sum of what a counter has counted, with this tag when one is given.</summary>
    public double Sum(string instrument, string? tag = null) => Of(instrument, tag).Sum(m => m.Value);

    public int Count(string instrument) => Of(instrument, tag: null).Count();

    public void Dispose() => _listener.Dispose();

    private IEnumerable<Measured> Of(string instrument, string? tag) =>
        _measured.Where(m => m.Instrument == instrument && (tag is null || m.Tags.Contains(tag, StringComparer.Ordinal)));

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = new List<string>();
        foreach (var tag in tags) values.Add(tag.Value?.ToString() ?? "");
        _measured.Enqueue(new Measured(instrument.Name, value, values));
    }

    /// <param name="Tags">The tags' values.</param>
    internal sealed record Measured(string Instrument, double Value, IReadOnlyList<string> Tags);
}
