namespace HighPerf.Core.Uploads;

/// <summary>A resumable upload, as its row says.</summary>
/// <param name="VideoId">What it becomes when it is complete.</param>
/// <param name="Metadata">What its client said of it, as it said it.</param>
/// <param name="Length">Bytes it will have.</param>
/// <param name="Offset">Bytes that are durable.</param>
/// <param name="Segments">In so many files.</param>
public sealed record UploadState(Guid Id, Guid VideoId, string Title, string Metadata, long Length, long Offset, int Segments, DateTime ExpiresAt)
{
    public bool IsComplete => Offset == Length;
}
