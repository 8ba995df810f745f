namespace HighPerf.Core.Legacy;

/// <summary>An old video that is to be brought: its new id and where its row says its files are.</summary>
internal sealed record PendingVideo(long OldId, Guid Id, string Status, string? OriginalUrl, string? ProcessedUrl);
