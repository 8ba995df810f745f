namespace HighPerf.Core.Rankings;

/// <summary>A player's place. <c>Position</c> is the row number over the whole (filtered) list.</summary>
public sealed record RankingRow(long Position, string Username, string? City, long Votes);
