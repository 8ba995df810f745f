using HighPerf.Hosting.Health;
using HighPerf.Hosting.Supervision;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace HighPerf.Hosting.Tests.Supervision;

public sealed class SupervisorTests
{
    private readonly NotifierProbe _systemd = new();
    private readonly Checks _checks = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    [Fact]
    public async Task A_service_is_ready_when_its_checks_say_so_and_says_why_until_then()
    {
        _checks.Wrong = "the database does not answer";
        using var supervisor = Make();
        await supervisor.StartAsync(default);
        Assert.True(await _systemd.IsSilentAsync(TimeSpan.FromMilliseconds(300))); // it does not listen yet
        _lifetime.NotifyStarted();

        Assert.Equal("STATUS=not ready: database: the database does not answer", await _systemd.NextAsync());
        _checks.Wrong = null;
        Assert.Equal("READY=1\nSTATUS=ready", await _systemd.NextAsync());
        _lifetime.StopApplication();
        Assert.Equal("STOPPING=1\nSTATUS=stopping", await _systemd.NextAsync());
        await supervisor.StopAsync(default);
    }

    [Fact]
    public async Task Without_systemd_nobody_is_told_anything()
    {
        var silent = new NotifierProbe { IsEnabled = false };
        using var supervisor = new Supervisor(silent, new Readiness(_checks, TimeProvider.System), _lifetime, TimeProvider.System, NullLogger<Supervisor>.Instance);
        await supervisor.StartAsync(default);
        _lifetime.NotifyStarted();

        await supervisor.ExecuteTask!;
        Assert.True(await silent.IsSilentAsync(TimeSpan.Zero));
    }

    private Supervisor Make() => new(_systemd, new Readiness(_checks, TimeProvider.System), _lifetime, TimeProvider.System, NullLogger<Supervisor>.Instance);

    /// <summary>One check, of the database.</summary>
    private sealed class Checks : HealthCheckService
    {
        private volatile string? _wrong;

        public string? Wrong
        {
            get => _wrong;
            set => _wrong = value;
        }

        public override Task<HealthReport> CheckHealthAsync(Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default)
        {
            var entry = new HealthReportEntry(_wrong is null ? HealthStatus.Healthy : HealthStatus.Unhealthy, _wrong, TimeSpan.Zero, exception: null, data: null);
            return Task.FromResult(new HealthReport(new Dictionary<string, HealthReportEntry>(StringComparer.Ordinal) { ["database"] = entry }, TimeSpan.Zero));
        }
    }
}
