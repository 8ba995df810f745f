namespace HighPerf.Core.Legacy;

/// <summary>The files of the imported videos: their bytes in the old directory and, measured on the disk, in the new ones.</summary>
public sealed record LegacyBytes(long Files, long Old, long New)
{
    public bool AddsUp => Old == New;
}
