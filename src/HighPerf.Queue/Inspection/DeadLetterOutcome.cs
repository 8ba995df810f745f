namespace HighPerf.Queue.Inspection;

/// <summary>What became of one dead letter.</summary>
public enum DeadLetterOutcome
{
    Replayed,

    /// <summary>Replayed, but Redis was away: the sweep rings.</summary>
    ReplayedUnrung,

    /// <summary>Deleted, as asked.</summary>
    Dropped,

    /// <summary>What it was about is gone: deleted instead of replayed.</summary>
    DroppedGone,

    /// <summary>Another pending job has its unique key; it stays dead.</summary>
    KeyTaken,

    /// <summary>It is not dead (any more).</summary>
    NotDead,

    /// <summary>There is no such job.</summary>
    NotFound,
}
