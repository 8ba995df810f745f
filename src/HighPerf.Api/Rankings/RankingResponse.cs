namespace HighPerf.Api.Rankings;

internal sealed record RankingResponse(long Position, string Username, string? City, long Votes);
