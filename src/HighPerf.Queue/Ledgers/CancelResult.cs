namespace HighPerf.Queue.Ledgers;

/// <summary>What became of a wish to cancel.</summary>
public enum CancelResult
{
    /// <summary>Nobody ran the job: it is cancelled.</summary>
    Cancelled,

    /// <summary>A worker holds it: it sees the wish with its next renewal, at once when nudged.</summary>
    Requested,

    /// <summary>It had ended before.</summary>
    Ended,

    /// <summary>There is no such job.</summary>
    NotFound,
}
