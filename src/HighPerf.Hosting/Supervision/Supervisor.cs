using HighPerf.Hosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace HighPerf.Hosting.Supervision;

/// <summary>
/// Says to systemd when the service is ready, which is when <c>/health/ready</c> says so and not when it listens: who restarts one instance after the other waits
/// for just that. Until then, and later when it is not, the status says why (<c>systemctl status</c>).
/// </summary>
internal sealed partial class Supervisor(
    ISystemdNotifier notifier, Readiness readiness, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Supervisor> logger) : BackgroundService
{
    private static readonly TimeSpan s_starting = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_running = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!notifier.IsEnabled) return;
        await using var stopping = lifetime.ApplicationStopping.Register(() => notifier.TryNotify("STOPPING=1\nSTATUS=stopping"));
        await ListensAsync(stoppingToken);
        var ready = false;
        var said = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            var missing = Missing(await readiness.AskAsync().WaitAsync(stoppingToken));
            var status = missing.Length == 0 ? "ready" : $"not ready: {missing}";
            if (!ready && missing.Length == 0)
            {
                ready = notifier.TryNotify("READY=1\nSTATUS=ready");
                if (ready) Ready();
            }
            else if (status != said)
            {
                notifier.TryNotify($"STATUS={status}");
            }

            said = status;
            await Task.Delay(ready ? s_running : s_starting, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What is wrong, in one line; empty when nothing is.</summary>
    internal static string Missing(HealthReport report) => string.Join("; ", report.Entries
        .Where(entry => entry.Value.Status != HealthStatus.Healthy)
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => $"{entry.Key}: {(entry.Value.Description ?? "failed").ReplaceLineEndings(" ")}"));

    private async Task ListensAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(1131, LogLevel.Information, "Ready")]
    private partial void Ready();
}
