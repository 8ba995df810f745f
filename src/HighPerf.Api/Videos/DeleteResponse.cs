namespace HighPerf.Api.Videos;

internal sealed record DeleteResponse(string Message, Guid VideoId);
