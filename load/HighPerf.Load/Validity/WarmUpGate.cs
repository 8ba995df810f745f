using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>
/// What is measured is warm: of a steady load the median of the first quarter is not above that of the rest by more than a quarter. A median that rises
/// is the server's, and stands in the report.
/// </summary>
internal sealed class WarmUpGate : IGate
{
    private const double Limit = 1.25;
    private const double Nothing = 0.0002; // seconds that never matter
    private const int Fewest = 200; // answers of the first quarter: of fewer a median says little
    private const int ShortestSeconds = 8;

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        if (!run.Scenarios.All(scenario => scenario.IsSteady) || run.MeasuredSeconds < ShortestSeconds) return new GateResult("warm", true, "the load is not steady, or short: there is no steady time to be compared");
        var quarter = run.WarmUp + run.MeasuredSeconds / 4;
        foreach (var step in run.Steps)
        {
            var first = Median(step, run.WarmUp, quarter, out var count);
            var rest = Median(step, quarter, run.Seconds, out _);
            if (count < Fewest || first <= rest * Limit || first - rest <= Nothing) continue;
            return new GateResult("warm", false, $"the warm-up was not over: '{step.Name}' had a median of {Quantiles.Text(first)} in the first quarter and of {Quantiles.Text(rest)} after it (limit 25 % more)");
        }

        return new GateResult("warm", true, "the first quarter was as fast as the rest");
    }

    private static double Median(StepResult step, double from, double until, out long count)
    {
        var latency = Histograms.Sum(step.Series.Where(second => second.At >= from && second.At < until).Select(second => Histograms.Decode(second.Latency)), digits: 2);
        count = latency.TotalCount;
        return count == 0 ? 0 : Quantiles.Of(latency, "p50") / 1e6;
    }
}
