using HighPerf.Load.Engine;
using HighPerf.Load.Http;

namespace HighPerf.Load.Steps;

/// <summary>One thing that a visitor does. It asks once or more often; what is measured of it is from its beginning to its last answer.</summary>
internal abstract class Step(string name, long timeout)
{
    public string Name { get; } = name;

    /// <summary>Which one it is of all steps of the plan.</summary>
    public int Number { get; set; }

    /// <summary>Nanoseconds for each answer.</summary>
    public long Timeout { get; } = timeout;

    /// <summary>The answer is a stream: see <see cref="ListenStep"/>.</summary>
    public virtual bool IsStream => false;

    /// <summary>Nothing is asked: the visitor waits so many nanoseconds. 0 of any other step.</summary>
    public virtual long Pause(Random random) => 0;

    /// <summary>Whether asking again does no harm, so that a request may be sent anew when a connection turns out to have been closed (RFC 9110 §9.2.2).</summary>
    public virtual bool IsSafe => false;

    /// <summary>Writes the next request.</summary>
    public abstract void Write(Journey journey, Outgoing outgoing);

    /// <summary>Reads its answer.</summary>
    public abstract Verdict Judge(Journey journey, ResponseReader answer);
}
