using HighPerf.Load.Measurements;

namespace HighPerf.Load.Results;

/// <summary>What was seen of a step.</summary>
/// <param name="Latency">µs from when it was to begin; answers that were right, and those that did not come in time. A histogram.</param>
/// <param name="Service">The same from when it did begin.</param>
/// <param name="Outcomes">How many ended how.</param>
/// <param name="Examples">Of each way to fail, what the first one said.</param>
/// <param name="Series">Second by second, warm-up included, by when steps ended.</param>
/// <param name="Lateness">How much of that was the generator's own doing, µs, however the step ended. A histogram.</param>
/// <param name="Completed">Right answers that came in the measured time, whenever they were to be asked for.</param>
/// <param name="Resets">Connections that ended before an answer did: the request was sent anew, or the step was cut off, or a stream after its first event.</param>
internal sealed record StepResult(
    string Scenario,
    string Name,
    string Latency,
    string Service,
    IReadOnlyDictionary<Outcome, long> Outcomes,
    IReadOnlyDictionary<Outcome, string> Examples,
    IReadOnlyList<SecondResult> Series,
    string? Lateness = null,
    long Completed = 0,
    long Resets = 0)
{
    public long Count => Outcomes.Values.Sum();

    public long Ok => Outcomes.GetValueOrDefault(Outcome.Ok);

    /// <summary>Not as it should be, refused ones included.</summary>
    public long Failed => Count - Ok;

    public long Refused => Outcomes.GetValueOrDefault(Outcome.Refused);

    /// <summary>The share that failed.</summary>
    public double Errors => Count == 0 ? 0 : (double)Failed / Count;
}
