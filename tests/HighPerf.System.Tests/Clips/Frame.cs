namespace HighPerf.System.Tests.Clips;

/// <summary>A picture: three bytes a pixel (red, green, blue), row by row.</summary>
internal sealed class Frame(int width, int height, byte[] rgb)
{
    // Limited range, rounding and the codec leave a little.
    private const int BlackLevel = 24;

    public int Width => width;

    public int Height => height;

    public (byte R, byte G, byte B) At(int x, int y)
    {
        var offset = ((y * width) + x) * 3;
        return (rgb[offset], rgb[offset + 1], rgb[offset + 2]);
    }

    /// <summary>Brightness, 0 to 255.</summary>
    public double Luma(int x, int y)
    {
        var (r, g, b) = At(x, y);
        return (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
    }

    public bool IsLit(int x, int y) => At(x, y) is var (r, g, b) && (r > BlackLevel || g > BlackLevel || b > BlackLevel);

    /// <summary>Whether no pixel of the rectangle is anything but black.</summary>
    public bool IsBlack(int left, int top, int columns, int rows)
    {
        for (var y = top; y < top + rows; y++)
        {
            for (var x = left; x < left + columns; x++)
            {
                if (IsLit(x, y))
                    return false;
            }
        }

        return true;
    }

    /// <summary>The standard deviation of the brightness: 0 for a flat picture.</summary>
    public double Deviation()
    {
        double sum = 0;
        double squares = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var luma = Luma(x, y);
                sum += luma;
                squares += luma * luma;
            }
        }

        var mean = sum / (width * height);
        return Math.Sqrt((squares / (width * height)) - (mean * mean));
    }
}
