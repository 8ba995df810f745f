using System.Net;

namespace HighPerf.Load.Engine;

/// <summary>What all loops of a run have in common. Times are in nanoseconds; the load begins at 0.</summary>
/// <param name="Slots">Of a visitor's rows.</param>
/// <param name="Loops">How many there are.</param>
/// <param name="Connections">Most that each opens.</param>
/// <param name="Begins">The timestamp of the load's beginning.</param>
/// <param name="WarmUp">What begins before does not count.</param>
/// <param name="Ends">The end of the load: what begins later does not count, and there is nothing but steps that had begun.</param>
internal sealed record LoopOptions(IPEndPoint Server, IReadOnlyList<Scenario> Scenarios, int Steps, int Slots, int Loops, int Connections, long Begins, long WarmUp, long Ends, int Seed)
{
    /// <summary>What was to begin then is of the measured time.</summary>
    public bool IsMeasured(long intended) => intended >= WarmUp && intended < Ends;
}
