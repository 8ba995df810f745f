namespace HighPerf.Api.Accounts;

internal sealed record AccountVote(Guid VideoId, string Title, DateTime CastAt);
