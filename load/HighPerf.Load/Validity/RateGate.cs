using System.Globalization;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>As many visitors came as the plan says, to 1 %: who came later than 5 ms, and than a tenth of what the first step takes (its median), is missed.</summary>
internal sealed class RateGate : IGate
{
    private const double Tolerance = 0.01;
    private const double Soon = 0.005; // seconds

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        var missed = run.Scenarios.Where(scenario => !scenario.IsClosed && scenario.Scheduled > 0)
            .Select(scenario => (Scenario: scenario, Came: Came(run, scenario)))
            .Select(one => (one.Scenario, one.Came.InTime, one.Came.Bound, Missed: Math.Abs(1 - one.Came.InTime / one.Scenario.Scheduled)))
            .OrderByDescending(one => one.Missed).ToList();
        if (missed.Count == 0) return new GateResult("rate", true, "closed: there is no rate to be kept");
        var worst = missed[0];
        return new GateResult("rate", worst.Missed <= Tolerance || Math.Abs(worst.Scenario.Scheduled - worst.InTime) <= 1, string.Create(
            CultureInfo.InvariantCulture,
            $"{worst.InTime} of {worst.Scenario.Scheduled:0} visitors of '{worst.Scenario.Name}' came in their time, which is {Quantiles.Text(worst.Bound)} ({worst.Missed:0.0%} missed, limit 1 %)"));
    }

    private static (double InTime, double Bound) Came(RunResult run, ScenarioResult scenario)
    {
        var first = run.Steps.First(step => step.Scenario == scenario.Name);
        var punctuality = Punctuality.Of(run.Resolution, first);
        var bound = Math.Max(Soon, punctuality.Limit("p50"));
        return (first.Count - punctuality.LaterThan(bound), bound);
    }
}
