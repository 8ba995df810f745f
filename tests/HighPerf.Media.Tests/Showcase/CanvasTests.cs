using HighPerf.Media.Showcase;

namespace HighPerf.Media.Tests.Showcase;

public sealed class CanvasTests
{
    [Theory]
    [InlineData(1920, 1080, 1280, 720, 0, 0)]
    [InlineData(3840, 2160, 1280, 720, 0, 0)]
    [InlineData(1080, 1920, 404, 720, 438, 0)]
    [InlineData(1440, 1080, 960, 720, 160, 0)]
    [InlineData(2560, 1080, 1280, 540, 0, 90)]
    [InlineData(1, 4096, 2, 720, 638, 0)]
    [InlineData(641, 361, 1278, 720, 0, 0)]
    public void A_picture_is_as_large_as_fits_and_centred(int width, int height, int w, int h, int x, int y) =>
        Assert.Equal(new Canvas(w, h, x, y), Canvas.Fit(width, height));
}
