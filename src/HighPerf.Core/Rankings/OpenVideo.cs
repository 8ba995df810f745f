namespace HighPerf.Core.Rankings;

/// <summary>A video open for voting, with its counted votes and what its player's place shows. Immutable, so that views can share it.</summary>
/// <param name="CityKey">The player's city folded by SQL (<c>fold</c>), which is what a filter compares.</param>
/// <param name="ThumbnailKey">Null of a clip that was imported from the old system.</param>
/// <param name="LastVote">When the last counted vote was cast (UTC); null without votes.</param>
public sealed record OpenVideo(
    Guid Id,
    Guid PlayerId,
    string Title,
    string Username,
    string? City,
    string? CityKey,
    DateTime UploadedAt,
    DateTime ProcessedAt,
    DateTime PublishedAt,
    string ProcessedKey,
    string? ThumbnailKey,
    long Votes,
    DateTime? LastVote);
