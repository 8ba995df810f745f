using System.Globalization;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>Visitors found a connection: those who wait for one wait for answers, and an open load is a closed one in disguise.</summary>
internal sealed class ConnectionsGate : IGate
{
    private const double Limit = 0.01;

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        if (run.Scenarios.All(scenario => scenario.IsClosed)) return new GateResult("connections", true, "closed: visitors wait for answers as they should");
        var (asked, waited) = (run.Generators.Sum(generator => generator.Asked), run.Generators.Sum(generator => generator.Waited));
        var share = (double)waited / Math.Max(1, Math.Max(asked, waited));
        return new GateResult("connections", share <= Limit, string.Create(
            CultureInfo.InvariantCulture,
            $"{share:0.0%} of requests waited for one of {run.Generators.Sum(generator => generator.ConnectionLimit)} connections{(share <= Limit ? "" : ": a closed loop in disguise (limit 1 %)")}"));
    }
}
