namespace HighPerf.Core.Videos;

public sealed record TranscodePayload(Guid VideoId);
