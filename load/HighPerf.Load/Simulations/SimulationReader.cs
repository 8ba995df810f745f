using System.Globalization;
using HighPerf.Load.Plans;

namespace HighPerf.Load.Simulations;

/// <summary>Makes phases of load simulations.</summary>
internal static class SimulationReader
{
    private const double MostPerSecond = 1_000_000;
    private const int MostCopies = 100_000;
    private const int MostSteps = 1_000;

    /// <exception cref="PlanException">One cannot be understood.</exception>
    public static ScenarioLoad Read(IReadOnlyList<SimulationPlan>? simulations, string scenario)
    {
        if (simulations is not { Count: > 0 }) throw new PlanException($"{scenario}: there is no load");
        var phases = new List<Phase>();
        var closed = simulations.Any(simulation => simulation.Copies is not null);
        var before = 0.0; // the rate, or the copies, at the end of the last one
        for (var n = 0; n < simulations.Count; n++)
        {
            var simulation = simulations[n];
            var where = string.Create(CultureInfo.InvariantCulture, $"{scenario}, load {n + 1}");
            if (simulation.Simulation != "pause" && closed != simulation.Copies is not null) throw new PlanException($"{where}: a scenario is open or closed, not both");
            var seconds = Duration.Parse(simulation.During, where).TotalSeconds;
            foreach (var phase in Of(simulation, where, phases.Count == 0 ? 0 : phases[^1].Ends, seconds, before)) phases.Add(phase);
            before = phases[^1].To;
        }

        return phases.Exists(phase => phase.Count > 0) ? new ScenarioLoad(phases, closed) : throw new PlanException($"{scenario}: nobody ever comes");
    }

    private static IEnumerable<Phase> Of(SimulationPlan plan, string where, double begins, double seconds, double before)
    {
        double Rate() => plan.Rate is { } rate and > 0 and <= MostPerSecond ? rate : throw new PlanException($"{where}: {plan.Simulation} has a rate, above 0 and up to {MostPerSecond:0} a second");
        double Copies() => plan.Copies is { } copies and > 0 and <= MostCopies ? copies : throw new PlanException($"{where}: {plan.Simulation} has copies, 1 to {MostCopies}");
        double From(double most) => plan.From is null ? before : plan.From is >= 0 && plan.From <= most ? plan.From.Value : throw new PlanException($"{where}: from is 0 to {most:0}");
        Unused.Refuse(where, plan.Simulation, Used(plan.Simulation, where), ("rate", plan.Rate), ("from", plan.From), ("steps", plan.Steps), ("copies", plan.Copies));
        switch (plan.Simulation)
        {
            case "inject":
                return [new Phase(begins, seconds, Rate(), Rate(), IsPoisson: false)];
            case "inject_poisson":
                return [new Phase(begins, seconds, Rate(), Rate(), IsPoisson: true)];
            case "ramping_inject":
                return [new Phase(begins, seconds, From(MostPerSecond), Rate(), IsPoisson: false)];
            case "stepping_inject":
                var (from, to, steps) = (From(MostPerSecond), Rate(), plan.Steps is { } number and > 0 and <= MostSteps ? number : throw new PlanException($"{where}: stepping_inject has steps, 1 to {MostSteps}"));
                return Enumerable.Range(0, steps).Select(step =>
                {
                    var rate = from + (to - from) * (step + 1) / steps;
                    return new Phase(begins + seconds * step / steps, seconds / steps, rate, rate, IsPoisson: false);
                });
            case "keep_constant":
                return [new Phase(begins, seconds, Copies(), Copies(), IsPoisson: false)];
            case "ramping_constant":
                return [new Phase(begins, seconds, From(MostCopies), Copies(), IsPoisson: false)];
            default:
                return [new Phase(begins, seconds, 0, 0, IsPoisson: false)];
        }
    }

    /// <summary>The settings of a simulation, beside how long it goes on.</summary>
    private static string[] Used(string simulation, string where) => simulation switch
    {
        "inject" or "inject_poisson" => ["rate"],
        "ramping_inject" => ["rate", "from"],
        "stepping_inject" => ["rate", "from", "steps"],
        "keep_constant" => ["copies"],
        "ramping_constant" => ["copies", "from"],
        "pause" => [],
        _ => throw new PlanException($"{where}: there is no simulation '{simulation}'; there are inject, inject_poisson, ramping_inject, stepping_inject, keep_constant, ramping_constant and pause"),
    };
}
