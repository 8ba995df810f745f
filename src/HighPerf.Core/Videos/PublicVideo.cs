namespace HighPerf.Core.Videos;

/// <summary>
/// A video open for voting, as everybody sees it. <c>Voted</c> is the asking player's, null without one.
/// A clip that was imported from the old system has no thumbnail.
/// </summary>
public sealed record PublicVideo(
    Guid Id,
    string Title,
    string Username,
    string? City,
    DateTime UploadedAt,
    DateTime ProcessedAt,
    string ProcessedKey,
    string? ThumbnailKey,
    long Votes,
    bool? Voted);
