using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>How a coded picture is meant to be seen: turned as its orientation says, in square pixels.</summary>
internal readonly record struct Display(int Width, int Height, Orientation Orientation)
{
    // Wider pixels than any camera writes; a fraction beyond it is a mistake or an attack, and is ignored.
    private const double WidestPixel = 4;

    public int ShortSide => Math.Min(Width, Height);

    public static Display Of(int codedWidth, int codedHeight, AVRational pixelAspect, Orientation orientation)
    {
        var aspect = pixelAspect is { num: > 0, den: > 0 } ? (double)pixelAspect.num / pixelAspect.den : 1;
        if (aspect is > WidestPixel or < 1 / WidestPixel) aspect = 1;
        var width = Math.Max(1, (int)Math.Round(codedWidth * aspect));
        return orientation.Turned ? new Display(codedHeight, width, orientation) : new Display(width, codedHeight, orientation);
    }
}
