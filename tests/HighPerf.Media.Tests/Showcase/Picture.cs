namespace HighPerf.Media.Tests.Showcase;

/// <summary>A frame's pixels, with the questions tests ask of them.</summary>
internal sealed record Picture(int Width, int Height, byte[] Rgb)
{
    public static Picture Of((int Width, int Height, byte[] Rgb) frame) => new(frame.Width, frame.Height, frame.Rgb);

    public (int R, int G, int B) At(int x, int y)
    {
        var i = ((y * Width) + x) * 3;
        return (Rgb[i], Rgb[i + 1], Rgb[i + 2]);
    }

    public double Luma(int x, int y)
    {
        var (r, g, b) = At(x, y);
        return (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
    }

    public bool IsRed(int x, int y) => At(x, y) is ( > 180, < 90, < 90);

    public bool IsBlue(int x, int y) => At(x, y) is ( < 90, < 90, > 180);

    public bool IsBlack(int x, int y) => At(x, y) is ( < 20, < 20, < 20);
}
