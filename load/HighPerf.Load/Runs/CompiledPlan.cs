using HighPerf.Load.Engine;
using HighPerf.Load.Thresholds;

namespace HighPerf.Load.Runs;

/// <summary>A plan, ready to be run: what it names exists, and what it says is understood.</summary>
/// <param name="Steps">All that are measured, by number.</param>
/// <param name="Slots">Of a visitor's rows.</param>
internal sealed record CompiledPlan(
    IReadOnlyList<Scenario> Scenarios, IReadOnlyList<(string Scenario, string Step)> Steps, IReadOnlyList<Threshold> Thresholds, TimeSpan WarmUp, TimeSpan Duration, TimeSpan Resolution, int Connections, int Slots);
