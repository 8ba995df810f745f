namespace HighPerf.Api.Moderation;

internal sealed record ModerationResponse(string Message, Guid VideoId);
