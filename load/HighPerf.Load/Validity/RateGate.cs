using System.Globalization;
using HighPerf.Load.Runs;

namespace HighPerf.Load.Validity;

/// <summary>As many visitors came as the plan says, to 1 %.</summary>
internal sealed class RateGate : IGate
{
    private const double Tolerance = 0.01;

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        var missed = run.Scenarios.Where(scenario => !scenario.IsClosed && scenario.Scheduled > 0)
            .Select(scenario => (Scenario: scenario, Came: Came(run, scenario)))
            .Select(one => (one.Scenario, one.Came, Missed: Math.Abs(1 - one.Came / one.Scenario.Scheduled)))
            .OrderByDescending(one => one.Missed).ToList();
        if (missed.Count == 0) return new GateResult("rate", true, "closed: there is no rate to be kept");
        var worst = missed[0];
        return new GateResult("rate", worst.Missed <= Tolerance || Math.Abs(worst.Scenario.Scheduled - worst.Came) <= 1, string.Create(
            CultureInfo.InvariantCulture, $"{worst.Came} of {worst.Scenario.Scheduled:0} visitors of '{worst.Scenario.Name}' came in their time ({worst.Missed:0.0%} missed, limit 1 %)"));
    }

    private static double Came(RunResult run, ScenarioResult scenario) => run.Steps.First(step => step.Scenario == scenario.Name).Count;
}
