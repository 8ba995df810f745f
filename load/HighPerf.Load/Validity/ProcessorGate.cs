using System.Globalization;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>The generator had time to spare: above 70 % of a processor, or of all that it may use, its own queue is measured.</summary>
internal sealed class ProcessorGate : IGate
{
    private const double Limit = 0.7;

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        var (loop, all) = (run.Generators.Max(generator => generator.BusiestLoop), run.Generators.Max(generator => generator.ProcessorShare));
        return new GateResult("processor", Math.Max(loop, all) <= Limit, string.Create(
            CultureInfo.InvariantCulture, $"the busiest loop of the generator used {loop:0.0%} of a processor, and all of it {all:0.0%} of those that it may use (limit 70 %)"));
    }
}
