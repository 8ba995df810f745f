namespace HighPerf.ApiRace.Load;

/// <summary>A vote that nobody has cast yet: the player's token, and the video.</summary>
internal readonly record struct Ballot(string Token, Guid Video);
