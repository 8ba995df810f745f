using HighPerf.Load.Measurements;

namespace HighPerf.Load.Runs;

/// <summary>What was seen of a step.</summary>
/// <param name="Latency">µs from when it was to begin; answers that were right, and those that did not come in time. A histogram.</param>
/// <param name="Service">The same from when it did begin.</param>
/// <param name="Outcomes">How many ended how.</param>
/// <param name="Examples">Of each way to fail, what the first one said.</param>
/// <param name="Series">Second by second, warm-up included, by when steps ended.</param>
internal sealed record StepResult(
    string Scenario,
    string Name,
    string Latency,
    string Service,
    IReadOnlyDictionary<Outcome, long> Outcomes,
    IReadOnlyDictionary<Outcome, string> Examples,
    IReadOnlyList<SecondResult> Series)
{
    public long Count => Outcomes.Values.Sum();

    public long Ok => Outcomes.GetValueOrDefault(Outcome.Ok);

    public long Failed => Count - Ok;

    /// <summary>The share that failed.</summary>
    public double Errors => Count == 0 ? 0 : (double)Failed / Count;
}
