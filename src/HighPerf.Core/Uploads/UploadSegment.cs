namespace HighPerf.Core.Uploads;

/// <summary>A file that holds some of an upload's bytes, durable under its key.</summary>
public sealed record UploadSegment(long Start, long Length, string Key);
