namespace HighPerf.Api.Votes;

internal sealed record VoteResponse(string Message);
