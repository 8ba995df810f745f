using HighPerf.Media.Codecs;

namespace HighPerf.Media.Painting;

/// <summary>Puts a source's pictures on the canvas: upright, to scale, in BT.709 of video range.</summary>
internal interface IPainter : IDisposable
{
    /// <summary>Paints the whole rectangle of the picture, and nothing beside it.</summary>
    void Paint(Frame source, Frame canvas);
}
