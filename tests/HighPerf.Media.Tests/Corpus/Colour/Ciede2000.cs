namespace HighPerf.Media.Tests.Corpus.Colour;

/// <summary>
/// The CIEDE2000 colour difference: about 1 is what an eye can just tell apart, side by side. G. Sharma, W. Wu, E. N. Dalal:
/// "The CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary Test Data, and Mathematical Observations",
/// Color Research and Application 30 (2005), 21–30, with the parametric factors k_L = k_C = k_H = 1. The numbers in the
/// comments are the paper's equations.
/// </summary>
internal static class Ciede2000
{
    private const double Degree = Math.PI / 180;
    private const double Pow25To7 = 6103515625;

    public static double Difference(Lab one, Lab other)
    {
        var meanChroma = (one.Chroma + other.Chroma) / 2; // 3
        var g = 0.5 * (1 - Math.Sqrt(Pow7(meanChroma) / (Pow7(meanChroma) + Pow25To7))); // 4
        double a1 = (1 + g) * one.A, a2 = (1 + g) * other.A; // 5
        double c1 = Math.Sqrt((a1 * a1) + (one.B * one.B)), c2 = Math.Sqrt((a2 * a2) + (other.B * other.B)); // 6
        double h1 = Hue(a1, one.B), h2 = Hue(a2, other.B); // 7
        var grey = c1 * c2 == 0;

        var lightness = other.L - one.L; // 8
        var chroma = c2 - c1; // 9
        var turn = grey ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1; // 10
        var hue = 2 * Math.Sqrt(c1 * c2) * Math.Sin(turn / 2 * Degree); // 11

        var l = (one.L + other.L) / 2; // 12
        var c = (c1 + c2) / 2; // 13
        var h = grey ? h1 + h2 : MeanHue(h1, h2); // 14
        var t = 1 - (0.17 * Math.Cos((h - 30) * Degree)) + (0.24 * Math.Cos(2 * h * Degree))
            + (0.32 * Math.Cos(((3 * h) + 6) * Degree)) - (0.20 * Math.Cos(((4 * h) - 63) * Degree)); // 15
        var rotation = 30 * Math.Exp(-Math.Pow((h - 275) / 25, 2)); // 16
        var chromaRotation = 2 * Math.Sqrt(Pow7(c) / (Pow7(c) + Pow25To7)); // 17
        var lightnessWeight = 1 + (0.015 * (l - 50) * (l - 50) / Math.Sqrt(20 + ((l - 50) * (l - 50)))); // 18
        var chromaWeight = 1 + (0.045 * c); // 19
        var hueWeight = 1 + (0.015 * c * t); // 20

        double dl = lightness / lightnessWeight, dc = chroma / chromaWeight, dh = hue / hueWeight;
        return Math.Sqrt((dl * dl) + (dc * dc) + (dh * dh) - (Math.Sin(2 * rotation * Degree) * chromaRotation * dc * dh)); // 21, 22
    }

    private static double Hue(double a, double b)
    {
        if (a == 0 && b == 0) return 0;
        var degrees = Math.Atan2(b, a) / Degree;
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static double MeanHue(double h1, double h2)
    {
        if (Math.Abs(h1 - h2) <= 180) return (h1 + h2) / 2;
        return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
    }

    private static double Pow7(double value) => Math.Pow(value, 7);
}
