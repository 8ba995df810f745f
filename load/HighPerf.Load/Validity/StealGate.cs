using System.Globalization;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>The machine's host did not give its processors to others.</summary>
internal sealed class StealGate : IGate
{
    private const double Limit = 0.02;

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        var steal = run.Generators.Max(generator => generator.Steal);
        return new GateResult("steal", steal <= Limit, string.Create(CultureInfo.InvariantCulture, $"{steal:0.0%} of the generator's processors were given to others (limit 2 %)"));
    }
}
