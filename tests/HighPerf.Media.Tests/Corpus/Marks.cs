using HighPerf.Media.Tests.Showcase;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>
/// A red box in the top left corner as shown and a blue one in the bottom left. Each of the eight ways a picture can lie puts
/// the pair somewhere else. An eighth of the width and a sixth of the height, so that pixels need not be square.
/// </summary>
internal static class Marks
{
    /// <summary>The filters that paint them.</summary>
    public const string Draw =
        "drawbox=x=0:y=0:w=iw/8:h=ih/6:color=red:t=fill,drawbox=x=0:y=ih-ih/6:w=iw/8:h=ih/6:color=blue:t=fill";

    private const int Across = 8;
    private const int Down = 6;

    public static void MustBeSeen(Picture picture, PictureArea area)
    {
        var x = area.X + (area.Width / Across / 2);
        var half = area.Height / Down / 2;
        int top = area.Y + half, bottom = area.Y + area.Height - half;
        Assert.True(picture.IsRed(x, top), $"top left at {x},{top} is {picture.At(x, top)}, not red");
        Assert.True(picture.IsBlue(x, bottom), $"bottom left at {x},{bottom} is {picture.At(x, bottom)}, not blue");
    }
}
