using HighPerf.Load.Runs;

namespace HighPerf.Load.Validity;

/// <summary>Looks whether a run's numbers can be stood behind, in one respect.</summary>
internal interface IGate
{
    GateResult Judge(RunResult run);
}
