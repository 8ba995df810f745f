namespace HighPerf.Media.Showcase;

/// <summary>What is known of a source clip once its first picture is decoded.</summary>
/// <param name="Duration">The whole clip.</param>
/// <param name="FrameRate">Frames per second on average.</param>
/// <param name="Display">Size and orientation as it is meant to be seen.</param>
/// <param name="Interlaced">The first picture consists of two fields.</param>
/// <param name="UnknownColours">The stream does not say which matrix its colours are in.</param>
internal sealed record SourceInfo(
    TimeSpan Duration,
    double FrameRate,
    Display Display,
    bool Interlaced,
    bool UnknownColours);
