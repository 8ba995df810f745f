namespace HighPerf.Media.Showcase;

/// <summary>What was read and what was made.</summary>
/// <param name="SourceDurationMs">The whole source, in milliseconds.</param>
/// <param name="SourceWidth">Width as displayed: after rotation, in square pixels.</param>
/// <param name="SourceHeight">Height as displayed.</param>
/// <param name="SourceFps">Frames per second of the source, on average.</param>
/// <param name="DurationMs">The showcase clip with its bumpers, in milliseconds.</param>
/// <param name="SizeBytes">The showcase clip's file size.</param>
public sealed record ShowcaseResult(
    int SourceDurationMs,
    int SourceWidth,
    int SourceHeight,
    double SourceFps,
    int DurationMs,
    long SizeBytes)
{
    /// <summary>Pictures of the showcase clip, those of its bumpers included.</summary>
    public long Frames { get; init; }

    /// <summary>Pictures that could not be decoded whole, and were patched or passed over.</summary>
    public int DamagedPictures { get; init; }
}
