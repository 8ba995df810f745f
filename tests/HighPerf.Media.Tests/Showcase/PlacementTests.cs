using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Showcase;

[Collection(ShowcaseCollection.Name)]
public sealed class PlacementTests(MadeShowcase showcase)
{
    private static readonly TimeSpan InTheBody = TimeSpan.FromSeconds(6);

    // A 9:16 picture on a 16:9 canvas is 404 pixels wide.
    private const int PortraitLeft = 438;
    private const int PortraitRight = 842;

    [Fact]
    public async Task A_clip_filmed_upright_is_shown_upright()
    {
        var picture = await BodyOf(MadeShowcase.Portrait);
        Assert.True(picture.IsRed(PortraitRight - 20, 20), "the corner that was top left as coded is top right as shown");
        Assert.True(picture.IsBlue(PortraitLeft + 20, 20), "the corner that was bottom left as coded is top left as shown");
        Assert.False(picture.IsRed(PortraitLeft + 20, 700));
        Assert.False(picture.IsBlue(PortraitRight - 20, 700));
    }

    [Fact]
    public async Task A_portrait_clip_has_bars_left_and_right()
    {
        var picture = await BodyOf(MadeShowcase.Portrait);
        foreach (var y in (int[])[200, 360, 700])
        {
            Assert.True(picture.IsBlack(PortraitLeft - 10, y));
            Assert.True(picture.IsBlack(PortraitRight + 10, y));
            Assert.True(picture.IsBlack(5, y));
        }
    }

    [Fact]
    public async Task A_four_by_three_clip_has_bars_left_and_right_and_none_above()
    {
        var picture = await BodyOf(MadeShowcase.FourByThree);
        Assert.True(picture.IsBlack(150, 360));
        Assert.True(picture.IsBlack(1130, 360));
        Assert.Contains(Enumerable.Range(200, 800), x => !picture.IsBlack(x, 4));
    }

    [Fact]
    public async Task Wide_pixels_fill_the_canvas()
    {
        var picture = await BodyOf(MadeShowcase.WidePixels);
        Assert.Contains(Enumerable.Range(0, 720), y => !picture.IsBlack(20, y));
        Assert.Contains(Enumerable.Range(120, 600), y => !picture.IsBlack(1260, y));
    }

    [Theory]
    [MemberData(nameof(MadeShowcase.All), MemberType = typeof(MadeShowcase))]
    public async Task The_logo_is_at_the_top_right_and_nowhere_else(string clip)
    {
        var picture = await BodyOf(clip);
        var logo = LogoImage.Load();
        Assert.InRange(logo.CorrelationAt(picture, 1280 - 24 - logo.Width, 24), 0.9, 1);
        Assert.InRange(logo.CorrelationAt(picture, 24, 24), -1, 0.5);
        Assert.InRange(logo.CorrelationAt(picture, 1280 - 24 - logo.Width, 720 - 24 - logo.Height), -1, 0.5);
    }

    [Fact]
    public async Task The_logo_is_on_the_first_frame_and_on_the_last()
    {
        var made = await showcase.Of(MadeShowcase.Landscape);
        var logo = LogoImage.Load();
        foreach (var seconds in (double[])[2.01, 26.95])
        {
            var picture = Picture.Of(await FfmpegOracle.FrameRgbAsync(made.Video, TimeSpan.FromSeconds(seconds)));
            Assert.InRange(logo.CorrelationAt(picture, 1280 - 24 - logo.Width, 24), 0.9, 1);
        }
    }

    [Fact]
    public async Task The_thumbnail_is_a_picture_of_the_body_and_not_flat()
    {
        var made = await showcase.Of(MadeShowcase.Landscape);
        var thumbnail = Picture.Of(await FfmpegOracle.FrameRgbAsync(made.Workspace.ThumbnailPath, TimeSpan.Zero));
        Assert.Equal((640, 360), (thumbnail.Width, thumbnail.Height));
        Assert.Equal("", await FfmpegOracle.DecodeErrorsAsync(made.Workspace.ThumbnailPath));

        var lumas = Enumerable.Range(0, 36).SelectMany(y => Enumerable.Range(0, 64).Select(x => thumbnail.Luma(x * 10, y * 10))).ToList();
        var mean = lumas.Average();
        Assert.InRange(Math.Sqrt(lumas.Average(luma => (luma - mean) * (luma - mean))), 20, 128);
    }

    private async Task<Picture> BodyOf(string clip) =>
        Picture.Of(await FfmpegOracle.FrameRgbAsync((await showcase.Of(clip)).Video, InTheBody));
}
