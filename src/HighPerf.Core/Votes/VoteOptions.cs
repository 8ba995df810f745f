namespace HighPerf.Core.Votes;

/// <summary>The bounds of the group commit.</summary>
/// <param name="MaxWaiting">Votes that may wait for a batch; beyond it the caller is told to come back.</param>
/// <param name="MaxBatch">Votes in one statement.</param>
public sealed record VoteOptions(int MaxWaiting, int MaxBatch)
{
    public static VoteOptions Default { get; } = new(MaxWaiting: 10_000, MaxBatch: 1_000);
}
