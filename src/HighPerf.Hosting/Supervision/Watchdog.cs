using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace HighPerf.Hosting.Supervision;

/// <summary>
/// Tells systemd that the process moves, at twice the rate that it asks for (sd_watchdog_enabled(3)), from a thread of its own and only when the thread pool has just
/// run what it was given. A process that is stuck, or whose pool is, says nothing, and is ended and started again (<c>WatchdogSec=</c>).
/// </summary>
/// <param name="limit">The longest silence that systemd bears; null: it does not listen for it.</param>
internal sealed partial class Watchdog(ISystemdNotifier notifier, TimeSpan? limit, ILogger<Watchdog> logger) : IHostedService, IDisposable
{
    // Never closed: the thread may wait for them until the process ends.
    private readonly ManualResetEvent _ended = new(initialState: false);
    private readonly AutoResetEvent _moved = new(initialState: false);

    /// <summary>Gives the pool the work of setting an event.</summary>
    internal Action<AutoResetEvent> Pool { get; init; } = static moved => ThreadPool.UnsafeQueueUserWorkItem(static moved => moved.Set(), moved, preferLocal: false);

    /// <summary>What systemd's environment says to a process.</summary>
    public static TimeSpan? LimitOf(Func<string, string?> environment, int process)
    {
        if (environment("WATCHDOG_PID") is { Length: > 0 } whose && whose != process.ToString(CultureInfo.InvariantCulture)) return null; // a child inherits the variables
        return long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : null;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (notifier.IsEnabled && limit is { } given) new Thread(() => Watch(given / 2)) { IsBackground = true, Name = "watchdog" }.Start();
        return Task.CompletedTask;
    }

    /// <summary>The stop is watched, too.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _ended.Set();

    private void Watch(TimeSpan period)
    {
        do
        {
            Pool(_moved);
            if (!Moves(period)) return;
            notifier.TryNotify("WATCHDOG=1");
        }
        while (!_ended.WaitOne(period));
    }

    /// <summary>Waits until the pool has run the work, however long that takes. False: the program ends.</summary>
    private bool Moves(TimeSpan period)
    {
        WaitHandle[] either = [_ended, _moved];
        var first = WaitHandle.WaitAny(either, period);
        if (first == WaitHandle.WaitTimeout)
        {
            Stuck(period.TotalSeconds);
            first = WaitHandle.WaitAny(either);
        }

        return first == 1;
    }

    [LoggerMessage(1132, LogLevel.Error, "The thread pool has not run what it was given {Seconds:F1} s ago")]
    private partial void Stuck(double seconds);
}
