using System.Globalization;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>Something was answered as it should be: a step without one right answer measures refusals, and is a mistake in the plan.</summary>
internal sealed class AnsweredGate : IGate
{
    public GateResult Judge(RunResult run)
    {
        if (run.Steps.FirstOrDefault(step => step is { Count: > 0, Ok: 0 }) is { } refused)
        {
            var example = refused.Examples.Values.FirstOrDefault();
            return new GateResult("answered", false, string.Create(CultureInfo.InvariantCulture, $"none of {refused.Count} '{refused.Name}' was answered as expected: {example}"));
        }

        var ok = run.Steps.Sum(step => step.Ok);
        return new GateResult("answered", ok > 0, ok > 0 ? string.Create(CultureInfo.InvariantCulture, $"{ok} right answers") : "nothing was measured");
    }
}
