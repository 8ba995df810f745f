namespace HighPerf.Chaos.Load;

/// <summary>What a client knows after a request.</summary>
internal enum Certainty
{
    /// <summary>An answer below 500 came whole: it says what happened.</summary>
    Answered,

    /// <summary>No connection was made: nothing happened.</summary>
    NotSent,

    /// <summary>Sent, and then a time-out, a cut connection or a 5xx: it may have happened.</summary>
    MayBe,
}
