using HighPerf.Load.Measurements;
using HighPerf.Load.Runs;

namespace HighPerf.Load.Validity;

/// <summary>Visitors came when they should: what the generator is late by is in the latencies, and may be a tenth of them at most.</summary>
internal sealed class PunctualityGate : IGate
{
    private const double Share = 0.1;
    private const double Nothing = 0.0005; // seconds that never matter

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        var lateness = Histograms.Sum(run.Generators.Select(generator => Histograms.Decode(generator.Lateness)));
        if (lateness.TotalCount == 0) return new GateResult("punctual", true, "closed: nobody is late");
        var late = Quantiles.Of(lateness, "p99") / 1e6;
        var latency = Histograms.Sum(run.Steps.Select(step => Histograms.Decode(step.Latency)));
        var limit = latency.TotalCount == 0 ? Nothing : Math.Max(Nothing, Share * Quantiles.Of(latency, "p99") / 1e6);
        return new GateResult("punctual", late <= limit, $"the generator was late by {Quantiles.Text(late)} (p99; limit {Quantiles.Text(limit)}, a tenth of the latencies' p99)");
    }
}
