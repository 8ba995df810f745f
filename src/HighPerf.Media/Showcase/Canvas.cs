using System.Globalization;
using HighPerf.Media.Codecs;

namespace HighPerf.Media.Showcase;

/// <summary>Where the picture lies on the 1280×720 canvas: as large as fits, centred, black around it.</summary>
/// <remarks>Sizes and places are even, because chroma has half the resolution in 4:2:0.</remarks>
internal readonly record struct Canvas(int Width, int Height, int X, int Y)
{
    public static Canvas Fit(int width, int height)
    {
        var scale = Math.Min((double)H264Settings.Width / width, (double)H264Settings.Height / height);
        var w = Even(width * scale, H264Settings.Width);
        var h = Even(height * scale, H264Settings.Height);
        return new Canvas(w, h, (H264Settings.Width - w) / 4 * 2, (H264Settings.Height - h) / 4 * 2);
    }

    public bool Fills => Width == H264Settings.Width && Height == H264Settings.Height;

    public bool Covers(int x, int y, int width, int height) => x >= X && y >= Y && x + width <= X + Width && y + height <= Y + Height;

    /// <summary>A libav filter that scales to this size.</summary>
    /// <param name="options">More options of the filter.</param>
    public string Scale(string options) => string.Create(CultureInfo.InvariantCulture, $"scale={Width}:{Height}:{options}");

    /// <summary>A libav filter that lays a picture of this size on the canvas; empty when it fills it.</summary>
    public string Pad => Fills ? "" : string.Create(CultureInfo.InvariantCulture, $"pad={H264Settings.Width}:{H264Settings.Height}:{X}:{Y}:black");

    private static int Even(double size, int most) => Math.Clamp((int)Math.Round(size / 2) * 2, 2, most);
}
