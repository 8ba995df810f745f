using HighPerf.Load.Measurements;

namespace HighPerf.Load.Engine;

/// <summary>What happens to visitors when their requests are answered, or are not. Times are nanoseconds after the beginning of the load.</summary>
internal interface IVisitors
{
    /// <summary>What was seen of a step: at that time.</summary>
    void Record(Journey journey, Outcome outcome, string? reason, long at);

    /// <summary>A connection ended before the answer that was asked for on it.</summary>
    void Broke(Journey journey);

    /// <summary>The step has ended so: the visitor goes on, or leaves.</summary>
    void Finish(Journey journey, Outcome outcome, string? reason, long at);

    /// <summary>To the next step, which was to begin then.</summary>
    void GoOn(Journey journey, long intended);

    /// <summary>The step asks again then.</summary>
    void AskLater(Journey journey, long due);
}
