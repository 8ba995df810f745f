namespace HighPerf.Core.Videos;

/// <summary>
/// Tells the MP4/MOV family by its bytes: an ISO base media file begins with a <c>ftyp</c> box (ISO/IEC 14496-12 §4.3): four bytes of
/// size, then the four letters, then a brand.
/// </summary>
public static class FileSignature
{
    /// <summary>How many of the first bytes <see cref="IsIsoMedia"/> looks at.</summary>
    public const int Length = 12;

    public static bool IsIsoMedia(ReadOnlySpan<byte> start) => start.Length >= Length && start[4..8].SequenceEqual("ftyp"u8);
}
