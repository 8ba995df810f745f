using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HighPerf.Hosting.Health;

/// <summary>The last report of all checks, made anew at most once a second: each writes files and asks other services, and anybody may ask.</summary>
internal sealed class Readiness(HealthCheckService checks, TimeProvider time)
{
    public static TimeSpan Fresh { get; } = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<HealthReport>? _report;
    private long _asked;

    public Task<HealthReport> AskAsync()
    {
        lock (_lock)
        {
            if (_report is not null && (!_report.IsCompleted || time.GetElapsedTime(_asked) < Fresh)) return _report;
            _asked = time.GetTimestamp();
            return _report = checks.CheckHealthAsync(CancellationToken.None); // whoever asked first may leave; the others wait
        }
    }
}
