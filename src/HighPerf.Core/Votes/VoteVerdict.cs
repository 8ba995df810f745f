namespace HighPerf.Core.Votes;

/// <summary>What became of one vote. The numbers are those the statement answers with.</summary>
public enum VoteVerdict
{
    Counted = 0,
    AlreadyVoted = 1,
    NotOpen = 2,
    UnknownPlayer = 3,
}
