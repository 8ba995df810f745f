using HighPerf.Load.Results;

namespace HighPerf.Load.Validity;

/// <summary>Looks whether a run's numbers can be stood behind, in one respect.</summary>
internal interface IGate
{
    /// <summary>Of the numbers alone: a smoke, which has none, is valid without.</summary>
    bool IsOfMachine => false;

    GateResult Judge(RunResult run);
}
