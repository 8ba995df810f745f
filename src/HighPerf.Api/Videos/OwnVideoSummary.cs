using System.Text.Json.Serialization;

namespace HighPerf.Api.Videos;

/// <summary>A video in its owner's list. What does not exist yet is omitted.</summary>
internal record OwnVideoSummary(
    Guid VideoId,
    string Title,
    string Status,
    DateTime UploadedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? ProcessedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ProcessedUrl,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ThumbnailUrl,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Progress,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error,
    long Votes);
