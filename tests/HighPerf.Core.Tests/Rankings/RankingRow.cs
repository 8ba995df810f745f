namespace HighPerf.Core.Tests.Rankings;

/// <summary>A player's place. <c>Position</c> is the row number over the whole (filtered) list.</summary>
internal sealed record RankingRow(long Position, string Username, string? City, long Votes);
