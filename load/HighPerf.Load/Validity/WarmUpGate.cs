using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>
/// What is measured is warm: of a steady load the median of the first quarter is not above that of the rest by more than a quarter. What the generator may be late by is no difference, nor is the first
/// quarter's when a later one is as slow: that comes and goes, and does not end as a warm-up does. A median that rises is the server's. Both stand in the report.
/// </summary>
internal sealed class WarmUpGate : IGate
{
    private const double Limit = 1.25;
    private const int Quarters = 4;
    private const int Fewest = 200; // answers of the first quarter: of fewer a median says little
    private const int ShortestSeconds = 8;

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        if (!run.Scenarios.All(scenario => scenario.IsSteady) || run.MeasuredSeconds < ShortestSeconds) return new GateResult("warm", true, "the load is not steady, or short: there is no steady time to be compared");
        var quarter = run.MeasuredSeconds / Quarters;
        var late = run.Resolution / 2; // PunctualityGate
        foreach (var step in run.Steps)
        {
            var first = Median(step, run.WarmUp, run.WarmUp + quarter, out var count);
            var rest = Median(step, run.WarmUp + quarter, run.Seconds, out _);
            if (count < Fewest || first <= rest * Limit || first - rest <= late) continue;
            var slowest = Enumerable.Range(1, Quarters - 1).Max(later => Median(step, run.WarmUp + later * quarter, run.WarmUp + (later + 1) * quarter, out _));
            if (slowest >= first) continue;
            return new GateResult("warm", false, $"the warm-up was not over: '{step.Name}' had a median of {Quantiles.Text(first)} in the first quarter and of {Quantiles.Text(rest)} after it (limit 25 % more)");
        }

        return new GateResult("warm", true, "the first quarter was no slower than the rest, or no slower than another");
    }

    private static double Median(StepResult step, double from, double until, out long count)
    {
        var latency = Histograms.Sum(step.Series.Where(second => second.At >= from && second.At < until).Select(second => Histograms.Decode(second.Latency)), digits: 2);
        count = latency.TotalCount;
        return count == 0 ? 0 : Quantiles.Of(latency, "p50") / 1e6;
    }
}
