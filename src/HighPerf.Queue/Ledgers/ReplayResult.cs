namespace HighPerf.Queue.Ledgers;

/// <summary>What became of a replay.</summary>
public enum ReplayResult
{
    /// <summary>The job is pending and due now.</summary>
    Replayed,

    /// <summary>There is no such job in state dead.</summary>
    NotDead,

    /// <summary>Another pending job has its unique key.</summary>
    KeyTaken,

    /// <summary>The product says that what the job was about is gone.</summary>
    Gone,
}
