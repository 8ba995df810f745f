using HighPerf.Media.Codecs;

namespace HighPerf.Media.Showcase;

/// <summary>What must not change from picture to picture, because the filters were set up for it.</summary>
internal readonly record struct PictureFormat(int Width, int Height, int PixelFormat)
{
    public static unsafe PictureFormat Of(Frame frame) => new(frame.Width, frame.Height, frame.Raw->format);
}
