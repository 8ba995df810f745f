namespace HighPerf.Core.Legacy;

/// <summary>
/// An old video that has its row here. <c>ProcessedUrl</c> is null when the old system never processed it; <c>ProcessedKey</c> is null, or
/// another than the import's, when the clip is made here; <c>SizeBytes</c> is the original's.
/// </summary>
internal sealed record ImportedVideo(
    long OldId, Guid Id, string? OriginalUrl, string? ProcessedUrl, string OriginalKey, string? ProcessedKey, long SizeBytes);
