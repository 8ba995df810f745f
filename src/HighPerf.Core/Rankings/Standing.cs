namespace HighPerf.Core.Rankings;

/// <summary>A player with at least one video open for voting. Immutable, so that views can share it.</summary>
/// <param name="CityKey">The city folded by SQL (<c>fold</c>), which is what a filter compares.</param>
/// <param name="LastVote">When the last counted vote was cast (UTC); null without votes.</param>
public sealed record Standing(Guid PlayerId, string Username, string? City, string? CityKey, long Votes, DateTime? LastVote);
