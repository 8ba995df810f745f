using System.Globalization;
using HighPerf.Load.Runs;

namespace HighPerf.Load.Validity;

/// <summary>The generator had time to spare: above 70 % of a processor its own queue is measured.</summary>
internal sealed class ProcessorGate : IGate
{
    private const double Limit = 0.7;

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        var busiest = run.Generators.Max(generator => generator.BusiestLoop);
        return new GateResult("processor", busiest <= Limit, string.Create(CultureInfo.InvariantCulture, $"the busiest loop of the generator used {busiest:0.0%} of a processor (limit 70 %)"));
    }
}
