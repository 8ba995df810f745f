using System.Diagnostics.Metrics;

namespace HighPerf.Core.Rankings;

/// <summary>The standings' instruments.</summary>
public sealed class StandingsMetrics
{
    private readonly Counter<long> _bootstraps;
    private readonly Counter<long> _verified;
    private readonly Counter<long> _drift;
    private Func<TimeSpan?>? _age;

    public StandingsMetrics(IMeterFactory factory)
    {
        var meter = factory.Create("HighPerf.Standings");
        _bootstraps = meter.CreateCounter<long>("highperf.standings.bootstraps", description: "Times the standings were read anew");
        _verified = meter.CreateCounter<long>("highperf.standings.verified", description: "Videos compared with the tables");
        _drift = meter.CreateCounter<long>("highperf.standings.drift", description: "Videos that differed from the tables and were read anew");
        meter.CreateObservableGauge("highperf.standings.age", Age, unit: "s", description: "Since the tables were last asked with success for what changed");
    }

    /// <summary>Whose age is shown; none is as long as the standings were never read.</summary>
    public void Follow(Func<TimeSpan?> age) => _age = age;

    public void Bootstrapped() => _bootstraps.Add(1);

    public void Verified(int videos, int drift)
    {
        _verified.Add(videos);
        _drift.Add(drift);
    }

    private IEnumerable<Measurement<double>> Age() => _age?.Invoke() is { } age ? [new(age.TotalSeconds)] : [];
}
