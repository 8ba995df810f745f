namespace HighPerf.Core.Rankings;

/// <summary>
/// The one order of the ranking: votes descending, the time of the last counted vote ascending (none last), player id. Guids compare as
/// PostgreSQL compares uuids: by their bytes in network order.
/// </summary>
internal sealed class StandingOrder : IComparer<Standing>
{
    public static StandingOrder Instance { get; } = new();

    public int Compare(Standing? x, Standing? y)
    {
        if (ReferenceEquals(x, y)) return 0;
        var byVotes = y!.Votes.CompareTo(x!.Votes);
        if (byVotes != 0) return byVotes;
        var byTime = (x.LastVote ?? DateTime.MaxValue).CompareTo(y.LastVote ?? DateTime.MaxValue);
        return byTime != 0 ? byTime : x.PlayerId.CompareTo(y.PlayerId);
    }
}
