using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Hosting.Secrets;

/// <summary>Reads the secrets again and again, so that one that was changed is used without a restart. An outage is logged once, and its end.</summary>
internal sealed partial class SecretRefresh : BackgroundService
{
    private readonly SecretStore _secrets;
    private readonly TimeSpan _period;
    private readonly TimeProvider _time;
    private readonly ILogger<SecretRefresh> _logger;

    public SecretRefresh(SecretStore secrets, TimeSpan period, TimeProvider time, IMeterFactory meters, ILogger<SecretRefresh> logger)
    {
        (_secrets, _period, _time, _logger) = (secrets, period, time, logger);
        meters.Create("HighPerf.Secrets").CreateObservableGauge(
            "highperf.secrets.age", () => secrets.Age.TotalSeconds, unit: "s", description: "Since all secrets were last read with success");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, _time);
        var failing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await _secrets.RefreshAsync().WaitAsync(stoppingToken);
                if (failing) Recovered();
                failing = false;
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                if (!failing) Failed(e.Message);
                failing = true;
            }
        }
    }

    [LoggerMessage(1121, LogLevel.Warning, "Secrets could not be read again, and those from before are used on: {Reason}")]
    private partial void Failed(string reason);

    [LoggerMessage(1122, LogLevel.Information, "Secrets are read again")]
    private partial void Recovered();
}
