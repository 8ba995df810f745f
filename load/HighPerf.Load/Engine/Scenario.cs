using HighPerf.Load.Feeds;
using HighPerf.Load.Simulations;
using HighPerf.Load.Steps;

namespace HighPerf.Load.Engine;

/// <summary>A scenario, ready to be run.</summary>
/// <param name="Draws">What a visitor draws.</param>
/// <param name="Captured">How many values a visitor captures.</param>
internal sealed record Scenario(string Name, ScenarioLoad Load, Step[] Steps, Feed[] Draws, int Captured);
