namespace HighPerf.Core.Legacy;

/// <summary>A row of the old <c>votes</c>; its <c>processed_at</c> is when the vote was cast.</summary>
internal readonly record struct LegacyVote(long Id, long VideoId, long PlayerId, DateTime CastAt);
