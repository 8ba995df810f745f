namespace HighPerf.Core.Rankings;

/// <summary>The counted votes of one video that is open for voting.</summary>
internal readonly record struct VideoTally(Guid PlayerId, long Votes, DateTime? LastVote);
