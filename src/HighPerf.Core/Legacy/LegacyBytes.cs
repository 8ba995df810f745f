namespace HighPerf.Core.Legacy;

/// <summary>
/// The files of the imported videos: their bytes in the old directory and, measured on the disk, in the new ones. <c>Different</c>: files
/// that are missing here or of another length than the old ones; sums could hide them.
/// </summary>
public sealed record LegacyBytes(long Files, long Old, long New, long Different)
{
    /// <summary>Every file is here, each with its bytes.</summary>
    public bool AddsUp => Different == 0;
}
