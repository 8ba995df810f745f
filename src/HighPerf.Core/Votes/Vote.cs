namespace HighPerf.Core.Votes;

/// <summary>One player's vote for one video, with the server's receipt time.</summary>
public readonly record struct Vote(Guid PlayerId, Guid VideoId, DateTimeOffset CastAt);
