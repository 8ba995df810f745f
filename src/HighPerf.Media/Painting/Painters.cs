using HighPerf.Media.Colour;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Painting;

/// <summary>The choice of a painter: our own scaler where it knows the pictures, libswscale for all others.</summary>
internal static class Painters
{
    public static IPainter For(SourceInfo source, PictureFormat picture)
    {
        var canvas = Canvas.Fit(source.Display.Width, source.Display.Height);
        if (source.Colours.Transfer != Transfer.Standard) return new HdrPainter(source, picture, canvas);
        return source.Colours.Matrix == SourceColours.Bt709 && PictureScaler.Supports(picture, source.Display.Orientation, canvas, source.Colours.Chroma)
            ? new ScalingPainter(source, picture, canvas)
            : new FilteringPainter(source, picture, canvas);
    }
}
