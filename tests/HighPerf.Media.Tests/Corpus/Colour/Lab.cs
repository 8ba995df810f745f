namespace HighPerf.Media.Tests.Corpus.Colour;

/// <summary>A colour in CIE 1976 L*a*b*, white point D65 (CIE 15:2004, 8.2.1).</summary>
internal readonly record struct Lab(double L, double A, double B)
{
    // The D65 white point that IEC 61966-2-1 and ITU-R BT.709 share, from x = 0.3127, y = 0.3290.
    private const double WhiteX = 0.95047;
    private const double WhiteZ = 1.08883;

    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(code => ToLinear(code / 255.0))];

    /// <summary>How far the colour is from grey.</summary>
    public double Chroma => Math.Sqrt((A * A) + (B * B));

    /// <summary>Of the three bytes that a screen is sent: sRGB, whose primaries are those of BT.709.</summary>
    public static Lab OfSrgb((int Red, int Green, int Blue) pixel)
    {
        double r = Linear[pixel.Red], g = Linear[pixel.Green], b = Linear[pixel.Blue];
        var x = F(((0.4124564 * r) + (0.3575761 * g) + (0.1804375 * b)) / WhiteX);
        var y = F((0.2126729 * r) + (0.7151522 * g) + (0.0721750 * b));
        var z = F(((0.0193339 * r) + (0.1191920 * g) + (0.9503041 * b)) / WhiteZ);
        return new Lab((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    // IEC 61966-2-1, 5.2.
    private static double ToLinear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double F(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : ((24389.0 / 27 * t) + 16) / 116;
}
