using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>
/// Steps began when they should: what the generator is late by is in the latencies, and may be a tenth of them at most, or half of what they are quoted to, of each step and of each number that reports
/// have of it. The two that a moment can spoil, p99.9 and max, are withheld instead.
/// </summary>
internal sealed class PunctualityGate : IGate
{
    private static readonly string[] s_numbers = ["p50", "p90", "p95", "p99", "mean"];

    public bool IsOfMachine => true;

    public GateResult Judge(RunResult run)
    {
        var found = run.Steps.Select(step => (step.Name, Punctuality: Punctuality.Of(run.Resolution, step))).Where(step => step.Punctuality.HasAnswers)
            .SelectMany(step => s_numbers.Select(number => (step.Name, Number: number, Late: step.Punctuality.Late(number), Limit: step.Punctuality.Limit(number)))).ToList();
        if (found.Count == 0) return new GateResult("punctual", true, "nothing was answered: there is no latency");
        var (name, number, late, limit) = found.MaxBy(one => one.Late / one.Limit);
        return new GateResult("punctual", late <= limit, $"the generator was late by {Quantiles.Text(late)} ({number} of '{name}'; limit {Quantiles.Text(limit)}, a tenth of its latencies' {number} or half of the resolution)");
    }
}
