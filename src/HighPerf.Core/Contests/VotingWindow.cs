namespace HighPerf.Core.Contests;

/// <summary>When votes are taken: from <c>OpensAt</c> (inclusive) to <c>ClosesAt</c> (exclusive); null is open-ended.</summary>
public sealed record VotingWindow(DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt)
{
    public VotingState StateAt(DateTimeOffset time) =>
        time < OpensAt ? VotingState.Upcoming
        : time >= ClosesAt ? VotingState.Closed
        : VotingState.Open;
}
