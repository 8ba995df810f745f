using HighPerf.Load.Measurements;
using HighPerf.Load.Plans;
using HighPerf.Load.Results;
using HighPerf.Load.Thresholds;
using HighPerf.Load.Validity;

namespace HighPerf.Load.Runs;

/// <summary>Makes one result of those of several generators that ran the same plan at the same time. One that is invalid makes the whole invalid.</summary>
internal static class Merger
{
    private const double Together = 0.1; // seconds that they may have begun apart: what one warms up with is not to be in what another measures

    /// <exception cref="PlanException">They are of different plans, servers or times, or one is there twice.</exception>
    public static RunResult Merge(IReadOnlyList<RunResult> runs)
    {
        var first = runs[0];
        var seen = new HashSet<(string Host, DateTimeOffset StartedAt)>();
        foreach (var run in runs)
        {
            if (run.PlanSha256 != first.PlanSha256) throw new PlanException($"they ran different plans: {first.PlanSha256[..16]} and {run.PlanSha256[..16]}");
            if (run.Target != first.Target) throw new PlanException($"they asked different servers: {first.Target} and {run.Target}");
            if (run.Generators is not [var generator]) throw new PlanException($"one of them is merged already, of {string.Join(", ", run.Generators.Select(one => one.Host))}: merge the results of the generators themselves");
            if (!seen.Add((generator.Host, run.StartedAt))) throw new PlanException($"two of them are the same run: {generator.Host}, {run.StartedAt:O}");
            if (Math.Abs((run.StartedAt - first.StartedAt).TotalSeconds) > Together) throw new PlanException($"they did not begin together: {first.StartedAt:O} and {run.StartedAt:O} (hpload run --start-at)");
        }

        var steps = first.Steps.Select((step, n) => Sum([.. runs.Select(run => run.Steps[n])])).ToList();
        var scenarios = first.Scenarios.Select((scenario, n) => scenario with { Scheduled = runs.Sum(run => run.Scenarios[n].Scheduled), Rate = runs.Sum(run => run.Scenarios[n].Rate) }).ToList();
        var merged = Gates.Judge(first with { IsSmoke = runs.Any(run => run.IsSmoke), Generators = [.. runs.SelectMany(run => run.Generators)], Steps = steps, Scenarios = scenarios });
        // What one generator found wrong the sum may hide.
        var wrong = runs.SelectMany(run => run.Gates.Where(gate => !gate.IsMet)).DistinctBy(gate => gate.Name, StringComparer.Ordinal).ToDictionary(gate => gate.Name, StringComparer.Ordinal);
        string[] names = [.. steps.SelectMany(step => new[] { step.Name, step.Scenario })];
        merged = merged with { Gates = [.. merged.Gates.Select(gate => wrong.GetValueOrDefault(gate.Name, gate))] };
        return Threshold.Judge(merged, first.Thresholds.Select(threshold => new Threshold(threshold.Text, names)));
    }

    private static StepResult Sum(IReadOnlyList<StepResult> steps) => steps[0] with
    {
        Latency = Histograms.Encode(Histograms.Sum(steps.Select(step => Histograms.Decode(step.Latency)))),
        Service = Histograms.Encode(Histograms.Sum(steps.Select(step => Histograms.Decode(step.Service)))),
        Lateness = Histograms.Encode(Histograms.Sum(steps.Select(step => step.Lateness).OfType<string>().Select(Histograms.Decode))),
        Completed = steps.Sum(step => step.Completed),
        Resets = steps.Sum(step => step.Resets),
        Outcomes = steps.SelectMany(step => step.Outcomes).GroupBy(outcome => outcome.Key).ToDictionary(outcome => outcome.Key, outcome => outcome.Sum(one => one.Value)),
        Examples = steps.SelectMany(step => step.Examples).DistinctBy(example => example.Key).ToDictionary(example => example.Key, example => example.Value),
        Series = [.. steps.SelectMany(step => step.Series).GroupBy(second => second.At).OrderBy(second => second.Key).Select(second => new SecondResult(
            second.Key, second.Sum(one => one.Ok), second.Sum(one => one.Failed), Histograms.Encode(Histograms.Sum(second.Select(one => Histograms.Decode(one.Latency)), digits: 2))))],
    };
}
