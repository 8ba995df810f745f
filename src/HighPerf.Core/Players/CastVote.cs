namespace HighPerf.Core.Players;

/// <summary>A vote that a player has cast. <c>Title</c> is the video's.</summary>
public sealed record CastVote(Guid VideoId, string Title, DateTime CastAt);
