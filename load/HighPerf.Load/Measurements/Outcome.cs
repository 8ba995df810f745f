namespace HighPerf.Load.Measurements;

/// <summary>How a step ended.</summary>
internal enum Outcome
{
    Ok,

    /// <summary>Another status than expected.</summary>
    WrongStatus,

    /// <summary>The right status and another body.</summary>
    WrongBody,

    /// <summary>No connection.</summary>
    NotConnected,

    /// <summary>The connection ended before the answer did, or it was no HTTP.</summary>
    CutOff,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>A status by which, the plan knows, the server refuses for now.</summary>
    Refused,
}
