using System.Diagnostics.Metrics;

namespace HighPerf.Queue.Processing;

/// <summary>The queue's instruments. Times in seconds. Retries and deaths are outcomes of <c>ended</c>.</summary>
public sealed class QueueMetrics
{
    public const string MeterName = "HighPerf.Queue";

    /// <summary>
    /// Borders of the histograms, in seconds: a doorbell is answered within milliseconds, a clip takes some seconds to 10 min (HIGHPERF_TRANSCODE_DEADLINE), and the
    /// queue is behind from half an hour on. OpenTelemetry's own (0, 5, 10, 25 … 10,000) are for milliseconds: every clip would be in two or three of them.
    /// </summary>
    private static readonly InstrumentAdvice<double> s_borders = new()
    {
        HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 15, 20, 30, 45, 60, 120, 300, 600, 1800, 3600],
    };

    private readonly Counter<long> _claimed;
    private readonly Counter<long> _crashes;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _lateRenewals;
    private readonly Histogram<double> _inQueue;
    private readonly Histogram<double> _service;
    private readonly UpDownCounter<long> _inFlight;

    public QueueMetrics(IMeterFactory factory, ReadWatch reads)
    {
        var meter = factory.Create(MeterName);
        _claimed = meter.CreateCounter<long>("highperf.queue.claimed", description: "Jobs claimed");
        _crashes = meter.CreateCounter<long>("highperf.queue.crashes", description: "Leases that ran out, counted by the claim that took the job over");
        _ended = meter.CreateCounter<long>("highperf.queue.ended", description: "Runs ended, by outcome: succeeded, retried, dead, cancelled, given_back, lost, abandoned");
        _lateRenewals = meter.CreateCounter<long>("highperf.queue.renewals.late", description: "Renewals later than half a lease");
        _inQueue = meter.CreateHistogram(
            "highperf.queue.time_in_queue", unit: "s", description: "From due, or from the end of the lease before, to claim", advice: s_borders);
        _service = meter.CreateHistogram("highperf.queue.service_time", unit: "s", description: "From claim to end of a run", advice: s_borders);
        _inFlight = meter.CreateUpDownCounter<long>("highperf.queue.in_flight", description: "Jobs running in this process");
        meter.CreateObservableGauge("highperf.queue.read_age", () => reads.Age.TotalSeconds, unit: "s", description: "Since doorbells were last read with success");
    }

    /// <summary>
    /// Counts no crash of each kind. For Prometheus a counter that is first seen at 1 has not grown: a worker that dies of its jobs, and begins at 1 each time, would
    /// lose leases unnoticed.
    /// </summary>
    public void Begin(IEnumerable<string> kinds)
    {
        foreach (var kind in kinds) _crashes.Add(0, new KeyValuePair<string, object?>("kind", kind));
        _lateRenewals.Add(0);
    }

    public void Claimed(ClaimedJob job)
    {
        var kind = new KeyValuePair<string, object?>("kind", job.Kind);
        _claimed.Add(1, kind);
        _inFlight.Add(1);
        _inQueue.Record(Math.Max(0, job.Waited.TotalSeconds), kind);
        if (job.TookOver) _crashes.Add(1, kind);
    }

    public void Ended(string kind, string outcome, TimeSpan service)
    {
        _inFlight.Add(-1);
        _ended.Add(1, new("kind", kind), new("outcome", outcome));
        _service.Record(service.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
    }

    public void LateRenewal() => _lateRenewals.Add(1);
}
