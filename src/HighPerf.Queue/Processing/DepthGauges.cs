using System.Diagnostics.Metrics;
using HighPerf.Queue.Ledgers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>
/// Depth and age of the oldest due job, read from the ledger each period. A reading that failed or is overdue reports nothing: no value
/// is honest, a frozen one is not.
/// </summary>
internal sealed partial class DepthGauges : BackgroundService
{
    private readonly IJobLedger _ledger;
    private readonly JobQueueOptions _options;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly ILogger<DepthGauges> _logger;
    private Reading? _reading;

    public DepthGauges(
        IMeterFactory factory, IJobLedger ledger, JobQueueOptions options, IHostApplicationLifetime lifetime, TimeProvider time,
        ILogger<DepthGauges> logger)
    {
        (_ledger, _options, _lifetime, _time, _logger) = (ledger, options, lifetime, time, logger);
        var meter = factory.Create(QueueMetrics.MeterName);
        meter.CreateObservableGauge("highperf.queue.depth", Depth, description: "Jobs in the ledger, by phase");
        meter.CreateObservableGauge("highperf.queue.oldest_due", OldestDue, unit: "s", description: "How long the oldest waiting job has been due");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _lifetime.StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Volatile.Write(ref _reading, new Reading(await _ledger.DepthAsync(stoppingToken), _time.GetTimestamp()));
            }
            catch (Exception e) // the database is away
            {
                Volatile.Write(ref _reading, null);
                NotRead(e.Message);
            }

            await Task.Delay(_options.DepthPeriod, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IEnumerable<Measurement<long>> Depth() => Fresh() is not { } depth ? [] :
    [
        new(depth.Waiting, new KeyValuePair<string, object?>("phase", "waiting")),
        new(depth.Scheduled, new KeyValuePair<string, object?>("phase", "scheduled")),
        new(depth.Running, new KeyValuePair<string, object?>("phase", "running")),
        new(depth.Dead, new KeyValuePair<string, object?>("phase", "dead")),
    ];

    private IEnumerable<Measurement<double>> OldestDue() => Fresh() is { } depth ? [new(depth.OldestDue.TotalSeconds)] : [];

    private QueueDepth? Fresh() =>
        Volatile.Read(ref _reading) is { } reading && _time.GetElapsedTime(reading.At) < _options.DepthPeriod * 3 ? reading.Depth : null;

    [LoggerMessage(2701, LogLevel.Debug, "The depth of the queue is not known: {Reason}")]
    private partial void NotRead(string reason);

    private sealed record Reading(QueueDepth Depth, long At);
}
