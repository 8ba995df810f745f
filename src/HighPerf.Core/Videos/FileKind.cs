namespace HighPerf.Core.Videos;

/// <summary>What a file of ours is, in the words that operators read.</summary>
public static class FileKind
{
    public const string Original = "original";
    public const string Clip = "clip";
    public const string Thumbnail = "thumbnail";

    /// <summary>Some of the bytes of a resumable upload.</summary>
    public const string Segment = "segment";
}
