using System.Diagnostics.Metrics;

namespace HighPerf.Queue.Processing;

/// <summary>The queue's instruments. Times in seconds.</summary>
public sealed class QueueMetrics
{
    public const string MeterName = "HighPerf.Queue";

    private readonly Counter<long> _claimed;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _lateRenewals;
    private readonly Histogram<double> _service;
    private readonly UpDownCounter<long> _inFlight;

    public QueueMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _claimed = meter.CreateCounter<long>("highperf.queue.claimed", description: "Jobs claimed");
        _ended = meter.CreateCounter<long>("highperf.queue.ended", description: "Runs ended, by outcome");
        _lateRenewals = meter.CreateCounter<long>("highperf.queue.renewals.late", description: "Renewals later than half a lease");
        _service = meter.CreateHistogram<double>("highperf.queue.service_time", unit: "s", description: "From claim to end of a run");
        _inFlight = meter.CreateUpDownCounter<long>("highperf.queue.in_flight", description: "Jobs running in this process");
    }

    public void Claimed(string kind)
    {
        _claimed.Add(1, new KeyValuePair<string, object?>("kind", kind));
        _inFlight.Add(1);
    }

    public void Ended(string kind, string outcome, TimeSpan service)
    {
        _inFlight.Add(-1);
        _ended.Add(1, new("kind", kind), new("outcome", outcome));
        _service.Record(service.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
    }

    public void LateRenewal() => _lateRenewals.Add(1);
}
