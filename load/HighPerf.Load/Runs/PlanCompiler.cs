using HighPerf.Load.Engine;
using HighPerf.Load.Feeds;
using HighPerf.Load.Http;
using HighPerf.Load.Plans;
using HighPerf.Load.Simulations;
using HighPerf.Load.Steps;
using HighPerf.Load.Thresholds;

namespace HighPerf.Load.Runs;

/// <summary>Makes a plan ready to be run.</summary>
internal static class PlanCompiler
{
    private const int DefaultConnections = 5_000;
    private static readonly TimeSpan s_resolution = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <exception cref="PlanException">The plan says what cannot be done.</exception>
    public static CompiledPlan Compile(LoadPlan plan, Uri server, PlanPaths paths, IReadOnlyDictionary<string, Feed> feeds, int slots)
    {
        var timeout = plan.Timeout is null ? s_patience : Duration.Parse(plan.Timeout, "timeout");
        var steps = new List<(string Scenario, string Step)>();
        var scenarios = new List<Scenario>();
        foreach (var scenario in plan.Scenarios)
        {
            if (!Names.IsName(scenario.Name)) throw new PlanException($"a scenario's name has letters, digits, - and _, not '{scenario.Name}'");
            if (scenarios.Exists(other => other.Name == scenario.Name)) throw new PlanException($"there are two scenarios '{scenario.Name}'");
            var templates = new TemplateReader(scenario.Name, feeds);
            var own = new StepReader(scenario, templates, server.Authority, paths, timeout).Read();
            foreach (var step in own.Where(step => step is not PauseStep))
            {
                if (steps.Contains((scenario.Name, step.Name))) throw new PlanException($"{scenario.Name}: there are two steps '{step.Name}'");
                step.Number = steps.Count;
                steps.Add((scenario.Name, step.Name));
            }

            scenarios.Add(new Scenario(scenario.Name, SimulationReader.Read(scenario.Load, scenario.Name), own, [.. templates.Used], templates.Captured));
        }

        var duration = TimeSpan.FromSeconds(scenarios.Max(scenario => scenario.Load.Seconds));
        var warmUp = plan.WarmUp is null ? TimeSpan.Zero : Duration.Parse(plan.WarmUp, "warm_up");
        if (warmUp >= duration) throw new PlanException($"warm_up: {Duration.Text(warmUp)} is all of the load's {Duration.Text(duration)}");
        if (plan.Connections is <= 0) throw new PlanException("connections: one or more");
        string[] names = [.. steps.SelectMany(step => new[] { step.Scenario, step.Step })];
        return new CompiledPlan(
            scenarios, steps, [.. (plan.Thresholds ?? []).Select(text => new Threshold(text, names))], warmUp, duration, plan.Resolution is null ? s_resolution : Duration.Parse(plan.Resolution, "resolution"), plan.Connections ?? DefaultConnections, slots);
    }
}
