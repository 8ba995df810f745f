using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>
/// Every process, each period: jobs that are due, have no live lease and were not rung within the last period get a doorbell. It covers
/// what a crash left between commit and ring, lost doorbells, expired leases, retries and schedules. There is no reconciler besides it.
/// </summary>
public sealed partial class Sweeper(
    IJobLedger ledger, Bell bell, JobQueueOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Sweeper> logger)
    : BackgroundService
{
    private readonly SemaphoreSlim _asked = new(0, 1);

    /// <summary>Asks for a sweep soon: a fetcher has found the streams empty. Granted at most once a second.</summary>
    public void Ask()
    {
        try
        {
            if (_asked.CurrentCount == 0) _asked.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else asked in the same moment.
        }
    }

    /// <summary>One sweep over all priorities; how many bells it rang. When nothing is due it asks the ledger one question and Redis none.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var rung = 0;
        foreach (var priority in await ledger.DueAsync(options.SweepPeriod, cancellationToken))
        {
            var room = options.MaxDoorbells - (int)Math.Min(int.MaxValue, await bell.LengthAsync(priority));
            if (room <= 0) continue;
            var due = await ledger.DispatchDueAsync(priority, options.SweepPeriod, room, cancellationToken);
            if (await bell.RingAsync(priority, due)) rung += due.Count;
        }

        return rung;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        var atMostEach = TimeSpan.FromSeconds(Math.Min(1, options.SweepPeriod.TotalSeconds));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var rung = await SweepAsync(stoppingToken);
                if (rung > 0) Rang(rung);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                SweepFailed(e.Message); // the database or Redis is away: the next period tries again
            }

            try
            {
                await Task.Delay(atMostEach, time, stoppingToken);
                await _asked.WaitAsync(options.SweepPeriod - atMostEach, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    [LoggerMessage(2101, LogLevel.Debug, "The sweep rang {Count} jobs")]
    private partial void Rang(int count);

    [LoggerMessage(2102, LogLevel.Warning, "Sweep failed, next period tries again: {Reason}")]
    private partial void SweepFailed(string reason);
}
