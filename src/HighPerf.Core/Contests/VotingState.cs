namespace HighPerf.Core.Contests;

public enum VotingState
{
    Upcoming,
    Open,
    Closed,
}
