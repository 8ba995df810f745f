namespace HighPerf.Core.Videos;

/// <summary>The states, as stored and as served. They only move forward, by compare-and-set.</summary>
public static class VideoStatus
{
    public const string Uploaded = "uploaded";
    public const string Processing = "processing";
    public const string Processed = "processed";
    public const string Failed = "failed";
}
