using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>All of them. One that is not met makes a run INVALID, and its numbers are withheld.</summary>
internal static class Gates
{
    public static IReadOnlyList<IGate> All { get; } =
    [
        new CompleteGate(), new AnsweredGate(), new RateGate(), new PunctualityGate(), new ProcessorGate(), new ConnectionsGate(), new BodiesGate(), new WarmUpGate(), new ClockGate(), new StealGate(),
    ];

    /// <summary>The run with what its gates say.</summary>
    public static RunResult Judge(RunResult run) => run with { Gates = [.. All.Select(gate => gate.Judge(run) with { IsOfMachine = gate.IsOfMachine })] };
}
