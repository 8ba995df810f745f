namespace HighPerf.Core.Legacy;

/// <summary>A row of the old <c>videos</c>. The URLs are file paths of the old machines.</summary>
internal sealed record LegacyVideo(
    long Id, string? Title, string Status, long PlayerId, DateTime UploadedAt, DateTime? ProcessedAt, string? OriginalUrl, string? ProcessedUrl);
