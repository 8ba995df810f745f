using System.Text.Json.Serialization;
using HighPerf.Api.Media;
using HighPerf.Core.Rankings;
using HighPerf.Core.Videos;

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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Voted)
{
    public static PublicVideoResponse Of(OpenVideo video, MediaUrls urls, bool? voted) => new(
        video.Id, video.Id, video.Title, video.Username, video.Username, video.City, video.City, video.UploadedAt, video.ProcessedAt,
        urls.Processed(video.ProcessedKey), urls.Processed(video.ThumbnailKey), video.Votes, voted);

    public static PublicVideoResponse Of(PublicVideo video, MediaUrls urls) => new(
        video.Id, video.Id, video.Title, video.Username, video.Username, video.City, video.City, video.UploadedAt, video.ProcessedAt,
        urls.Processed(video.ProcessedKey), urls.Processed(video.ThumbnailKey), video.Votes, video.Voted);
}
