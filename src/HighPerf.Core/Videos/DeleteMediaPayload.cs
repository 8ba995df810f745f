namespace HighPerf.Core.Videos;

/// <summary>The files of a video whose row is gone: its original, and whatever any attempt has made.</summary>
public sealed record DeleteMediaPayload(Guid VideoId, string OriginalKey);
