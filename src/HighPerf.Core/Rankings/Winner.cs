namespace HighPerf.Core.Rankings;

/// <summary>One of the selected. <c>Place</c> counts from 1 within the city; players without a city (null) are a group of their own.</summary>
public sealed record Winner(string? City, long Place, Guid PlayerId, string Username, long Votes, DateTime? LastVoteAt);
