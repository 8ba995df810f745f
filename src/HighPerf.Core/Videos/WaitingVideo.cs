namespace HighPerf.Core.Videos;

/// <summary>A processed video that is not open for voting, as a moderator sees it.</summary>
public sealed record WaitingVideo(
    Guid Id, string Title, string Username, string? City, DateTime UploadedAt, DateTime ProcessedAt, string ProcessedKey, string? ThumbnailKey, bool Hidden);
