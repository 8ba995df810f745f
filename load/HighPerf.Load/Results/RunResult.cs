namespace HighPerf.Load.Results;

/// <summary>All that a run has seen: what reports are made of, and what several generators' runs are merged from.</summary>
/// <param name="Format">Of this file: <see cref="ResultJson.Format"/>.</param>
/// <param name="Plan">The plan's name.</param>
/// <param name="PlanSha256">Of its text, variables filled in.</param>
/// <param name="PlanText">The same text.</param>
/// <param name="StartedAt">When the load began, by the wall clock.</param>
/// <param name="WarmUp">Seconds that do not count.</param>
/// <param name="Seconds">Of the load, warm-up included.</param>
/// <param name="Gates">Whether the numbers can be stood behind; any that is not met makes the run invalid.</param>
/// <param name="IsSmoke">A run that only shows that a plan and a server work: gates of the machine are told, and bind it not.</param>
/// <param name="Resolution">Seconds to which latencies are quoted.</param>
internal sealed record RunResult(
    int Format,
    string Plan,
    string? Description,
    string PlanSha256,
    string PlanText,
    string Target,
    DateTimeOffset StartedAt,
    double WarmUp,
    double Seconds,
    IReadOnlyList<GeneratorFacts> Generators,
    IReadOnlyList<ScenarioResult> Scenarios,
    IReadOnlyList<StepResult> Steps,
    IReadOnlyList<GateResult> Gates,
    IReadOnlyList<ThresholdResult> Thresholds,
    bool IsSmoke = false,
    double Resolution = 0.001)
{
    public bool IsValid => Gates.All(gate => gate.IsMet || (IsSmoke && gate.IsOfMachine));

    public bool IsPassed => IsValid && Thresholds.All(threshold => threshold.IsMet);

    public double MeasuredSeconds => Seconds - WarmUp;

    /// <summary>The steps in numbers, and all of them as one; empty when the run is invalid.</summary>
    public IReadOnlyList<StepNumbers> Summary => IsValid ? [.. Steps.Select(step => StepNumbers.Of(this, step)), StepNumbers.OfAll(this)] : [];
}
