using HighPerf.Media.Colour;

namespace HighPerf.Media.Showcase;

/// <summary>What is known of a source clip once its first picture is decoded.</summary>
/// <param name="Duration">The whole clip.</param>
/// <param name="FrameRate">Frames per second on average.</param>
/// <param name="Codec">libav's name of the codec.</param>
/// <param name="PixelFormat">libav's name of the pixel format.</param>
/// <param name="Display">Size and orientation as it is meant to be seen.</param>
/// <param name="Interlaced">Its first picture consists of two fields, or its index says that pictures do.</param>
/// <param name="Colours">What the samples mean.</param>
internal sealed record SourceInfo(
    TimeSpan Duration,
    double FrameRate,
    string Codec,
    string PixelFormat,
    Display Display,
    bool Interlaced,
    SourceColours Colours);
