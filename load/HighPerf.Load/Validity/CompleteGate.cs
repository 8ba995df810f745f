using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>The run went to its end.</summary>
internal sealed class CompleteGate : IGate
{
    public GateResult Judge(RunResult run) => run.Generators.Select(generator => generator.Stopped).FirstOrDefault(reason => reason is not null) is { } stopped
        ? new GateResult("complete", false, stopped)
        : new GateResult("complete", true, "the run went to its end");
}
