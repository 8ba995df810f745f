using System.Text.Json.Serialization;

namespace HighPerf.Api.Public;

/// <summary>A video open for voting. <c>id</c>, <c>owner_name</c> and <c>owner_city</c> repeat the first API's names.</summary>
internal sealed record PublicVideoResponse(
    Guid VideoId,
    Guid Id,
    string Title,
    string Username,
    string OwnerName,
    string? City,
    string? OwnerCity,
    DateTime UploadedAt,
    DateTime ProcessedAt,
    string ProcessedUrl,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ThumbnailUrl,
    long Votes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Voted);
