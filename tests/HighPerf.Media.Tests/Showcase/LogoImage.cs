using HighPerf.Media.Artwork;
using HighPerf.Media.Codecs;

namespace HighPerf.Media.Tests.Showcase;

/// <summary>The built-in logo's opaque pixels, to be looked for in a frame.</summary>
internal sealed class LogoImage
{
    private const int Opaque = 250;

    private readonly List<(int X, int Y, double Luma)> _pixels = [];

    public int Width { get; private init; }

    public int Height { get; private init; }

    public static unsafe LogoImage Load()
    {
        using var frame = StillImage.Decode(BuiltIn.Read("logo.png"));
        var logo = new LogoImage { Width = frame.Width, Height = frame.Height };
        var (data, stride) = frame.Plane(0);
        for (var y = 0; y < frame.Height; y++)
        {
            for (var x = 0; x < frame.Width; x++)
            {
                var rgba = (byte*)data + (y * stride) + (x * 4);
                if (rgba[3] >= Opaque) logo._pixels.Add((x, y, (0.2126 * rgba[0]) + (0.7152 * rgba[1]) + (0.0722 * rgba[2])));
            }
        }
        Assert.InRange(logo._pixels.Count, 1000, int.MaxValue);
        return logo;
    }

    /// <summary>Pearson's correlation of brightness, were the logo's corner at this place: 1 where the logo is.</summary>
    public double CorrelationAt(Picture picture, int left, int top)
    {
        var pairs = _pixels.Select(pixel => (Logo: pixel.Luma, Frame: picture.Luma(left + pixel.X, top + pixel.Y))).ToList();
        var logoMean = pairs.Average(pair => pair.Logo);
        var frameMean = pairs.Average(pair => pair.Frame);
        var both = pairs.Sum(pair => (pair.Logo - logoMean) * (pair.Frame - frameMean));
        var logoSquares = pairs.Sum(pair => (pair.Logo - logoMean) * (pair.Logo - logoMean));
        var frameSquares = pairs.Sum(pair => (pair.Frame - frameMean) * (pair.Frame - frameMean));
        return frameSquares < 1 ? 0 : both / Math.Sqrt(logoSquares * frameSquares);
    }
}
