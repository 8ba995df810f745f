namespace HighPerf.Load.Plans;

/// <summary>A plan as its file has it: what is asked of whom, how often, and what is good enough. NBomber's words: scenario, step, load simulation, threshold.</summary>
/// <param name="Target">The server; <c>--target</c> beats it.</param>
/// <param name="WarmUp">What begins in this time does not count.</param>
/// <param name="Resolution">To what latencies are quoted, 1 ms by default: the generator may be late by half of it, however small they are.</param>
/// <param name="Timeout">Of a request, unless its step says otherwise; 30 s by default.</param>
/// <param name="Connections">Most open at once; 5,000 by default. A request that waits for one makes the loop a closed one.</param>
/// <param name="Feeds">What placeholders stand for, by name.</param>
/// <param name="Thresholds">Such as <c>ranking p95 &lt; 1s</c> or <c>all errors &lt; 5%</c>.</param>
internal sealed record LoadPlan(
    string Name,
    string? Description,
    string? Target,
    string? WarmUp,
    string? Resolution,
    string? Timeout,
    int? Connections,
    IReadOnlyDictionary<string, FeedPlan>? Feeds,
    IReadOnlyList<ScenarioPlan> Scenarios,
    IReadOnlyList<string>? Thresholds);
