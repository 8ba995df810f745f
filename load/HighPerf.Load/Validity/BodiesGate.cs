using System.Globalization;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>No answer with the right status had a wrong body.</summary>
internal sealed class BodiesGate : IGate
{
    public GateResult Judge(RunResult run)
    {
        var wrong = run.Steps.Where(step => step.Outcomes.GetValueOrDefault(Outcome.WrongBody) > 0).ToList();
        if (wrong.Count == 0) return new GateResult("bodies", true, "no body was wrong");
        var step = wrong[0];
        return new GateResult("bodies", false, string.Create(
            CultureInfo.InvariantCulture, $"{step.Outcomes[Outcome.WrongBody]} of {step.Count} '{step.Name}' had a wrong body: {step.Examples.GetValueOrDefault(Outcome.WrongBody)}"));
    }
}
