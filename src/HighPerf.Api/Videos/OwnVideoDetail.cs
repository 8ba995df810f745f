using System.Text.Json.Serialization;

namespace HighPerf.Api.Videos;

/// <summary>One video for its owner: the same as in the list, and a signed link to the original.</summary>
internal sealed record OwnVideoDetail(
    Guid VideoId, string Title, string Status, DateTime UploadedAt, DateTime? ProcessedAt, string? ProcessedUrl, string? ThumbnailUrl,
    int? Progress, string? Error, long Votes,
    [property: JsonPropertyOrder(1)] string OriginalUrl)
    : OwnVideoSummary(VideoId, Title, Status, UploadedAt, ProcessedAt, ProcessedUrl, ThumbnailUrl, Progress, Error, Votes);
