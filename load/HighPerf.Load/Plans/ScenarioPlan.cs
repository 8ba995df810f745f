namespace HighPerf.Load.Plans;

/// <summary>What one kind of visitor does, from the first step to the last, and how many of them come.</summary>
/// <param name="Token">What every step sends as its bearer token, such as <c>{player.token}</c>.</param>
/// <param name="Load">One simulation after the other.</param>
internal sealed record ScenarioPlan(string Name, string? Token, IReadOnlyList<SimulationPlan> Load, IReadOnlyList<StepPlan> Steps);
