using System.Text.Json.Serialization;

namespace HighPerf.Api.Moderation;

/// <summary>A processed video that is not open for voting.</summary>
/// <param name="Status"><c>waiting</c> for a first look, or <c>hidden</c> by a moderator.</param>
internal sealed record ModerationVideoResponse(
    Guid VideoId, string Title, string Username, string? City, DateTime UploadedAt, DateTime ProcessedAt, string ProcessedUrl,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ThumbnailUrl, string Status);
