namespace HighPerf.Core.Videos;

/// <summary>Everything the database knows of a video, for operators.</summary>
public sealed record VideoRecord(
    Guid Id,
    Guid PlayerId,
    string Title,
    string Status,
    string? FailureCode,
    string? FailureReason,
    string OriginalKey,
    string? ProcessedKey,
    string? ThumbnailKey,
    long SizeBytes,
    string Sha256,
    int? DurationMs,
    int? Width,
    int? Height,
    float? Fps,
    short? Progress,
    DateTime UploadedAt,
    DateTime? ProcessedAt,
    DateTime? PublishedAt,
    long Votes);
