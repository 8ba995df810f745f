namespace HighPerf.Core.Rankings;

/// <summary>So many more votes for a video, the last of them cast at <c>LastVote</c>.</summary>
internal readonly record struct VideoDelta(Guid VideoId, long Votes, DateTime LastVote);
