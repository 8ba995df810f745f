namespace HighPerf.Core.Rankings;

/// <summary>A video that is open for voting, counted from the tables, with what its player's place shows.</summary>
internal sealed record VideoCount(Guid VideoId, VideoTally Tally, string Username, string? City, string? CityKey);
