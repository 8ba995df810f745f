namespace HighPerf.Core.Uploads;

/// <summary>A resumable upload, as its row says.</summary>
/// <param name="VideoId">What it becomes when it is complete.</param>
/// <param name="Length">Bytes it will have.</param>
/// <param name="Offset">Bytes that are durable.</param>
public sealed record UploadState(Guid Id, Guid VideoId, string Title, long Length, long Offset, DateTime ExpiresAt)
{
    public bool IsComplete => Offset == Length;
}
