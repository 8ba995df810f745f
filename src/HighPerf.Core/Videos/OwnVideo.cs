namespace HighPerf.Core.Videos;

/// <summary>A video as its owner sees it.</summary>
public sealed record OwnVideo(
    Guid Id,
    Guid PlayerId,
    string Title,
    string Status,
    string? FailureReason,
    string OriginalKey,
    string? ProcessedKey,
    string? ThumbnailKey,
    short? Progress,
    DateTime UploadedAt,
    DateTime? ProcessedAt,
    long Votes);
