using HighPerf.Media.Tests.Showcase;

namespace HighPerf.Media.Tests.Corpus.Colour;

/// <summary>A rectangle of a picture, and how lively it is.</summary>
internal readonly record struct Region(Picture Picture, int Left, int Top, int Width, int Height)
{
    /// <summary>The standard deviation of the brightness, of 255: 0 for a flat picture.</summary>
    public double LumaDeviation() => Deviation(Each((picture, x, y) => picture.Luma(x, y)));

    /// <summary>The standard deviation of L*, of 100: what is called contrast.</summary>
    public double Contrast() => Deviation(Each((picture, x, y) => Lab.OfSrgb(picture.At(x, y)).L));

    /// <summary>The mean chroma of L*a*b*: 0 for a grey picture.</summary>
    public double Colourfulness() => Each((picture, x, y) => Lab.OfSrgb(picture.At(x, y)).Chroma).Average();

    public double Lightness() => Each((picture, x, y) => Lab.OfSrgb(picture.At(x, y)).L).Average();

    private List<double> Each(Func<Picture, int, int, double> measure)
    {
        var values = new List<double>(Width * Height);
        for (var y = Top; y < Top + Height; y++)
            for (var x = Left; x < Left + Width; x++) values.Add(measure(Picture, x, y));
        return values;
    }

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
