namespace HighPerf.Core.Videos;

/// <summary>The states of a video, as stored and as clients read them. Changes only move forward.</summary>
public static class VideoStatus
{
    public const string Uploaded = "uploaded";
    public const string Processing = "processing";
    public const string Processed = "processed";
    public const string Failed = "failed";
}
