namespace HighPerf.Load.Engine;

/// <summary>How a loop itself did, in the measured time.</summary>
internal sealed class LoopCounters
{
    /// <summary>Requests that found all connections taken.</summary>
    public long Waited { get; set; }

    /// <summary>Requests that were asked.</summary>
    public long Asked { get; set; }

    /// <summary>Events of streams.</summary>
    public long Events { get; set; }

    /// <summary>Nanoseconds of processor time in the measured time.</summary>
    public long ProcessorTime { get; set; }

    /// <summary>The same of the whole process, all other loops in it.</summary>
    public long ProcessTime { get; set; }

    /// <summary>How long requests have waited for their answers, in nanoseconds: the number of them, integrated over the measured time.</summary>
    public double AskingTime { get; set; }

    /// <summary>Most connections that were open at once.</summary>
    public int MostConnections { get; set; }
}
