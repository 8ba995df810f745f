using System.Globalization;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>The clocks agree: nobody set the wall clock, and the machine was not asleep.</summary>
internal sealed class ClockGate : IGate
{
    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        var drift = run.Generators.Max(generator => Math.Abs(generator.ClockDrift));
        var limit = 0.05 + run.Seconds * 0.0005; // NTP slews by 500 ppm at most (adjtimex(2))
        return new GateResult("clock", drift <= limit, string.Create(CultureInfo.InvariantCulture, $"the wall clock moved by {drift * 1e3:0.0} ms against the monotonic one (limit {limit * 1e3:0} ms)"));
    }
}
