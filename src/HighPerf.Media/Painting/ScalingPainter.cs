using HighPerf.Media.Codecs;
using HighPerf.Media.Scaling;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Painting;

/// <summary>What a phone films: 4:2:0 in BT.709, scaled straight into the canvas.</summary>
internal sealed class ScalingPainter(SourceInfo source, PictureFormat picture, Canvas canvas) : IPainter
{
    private readonly PictureScaler _scaler = new(
        picture, source.Display.Orientation, canvas, source.Colours.Chroma,
        source.Colours.FullRange ? Levels.LumaToVideoRange : Levels.Same,
        source.Colours.FullRange ? Levels.ChromaToVideoRange : Levels.Same);

    public void Paint(Frame frame, Frame onto) => _scaler.Paint(frame, onto, canvas);

    public void Dispose() => _scaler.Dispose();
}
