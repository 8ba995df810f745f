using HighPerf.Media.Showcase;

namespace HighPerf.Media.Tests.Showcase;

public sealed class OrientationTests
{
    // The matrices of all eight ways, as 16.16 fixed point numbers: a, b, c, d.
    [Theory]
    [InlineData(1, 0, 0, 1, "", false)]
    [InlineData(-1, 0, 0, -1, "hflip,vflip", false)]
    [InlineData(-1, 0, 0, 1, "hflip", false)]
    [InlineData(1, 0, 0, -1, "vflip", false)]
    [InlineData(0, 1, -1, 0, "transpose=clock", true)]
    [InlineData(0, -1, 1, 0, "transpose=cclock", true)]
    [InlineData(0, 1, 1, 0, "transpose=cclock_flip", true)]
    [InlineData(0, -1, -1, 0, "transpose=clock_flip", true)]
    [InlineData(0, 0, 0, 0, "", false)]
    public void Every_way_a_picture_can_lie_has_its_filters(int a, int b, int c, int d, string filters, bool turned)
    {
        const int One = 1 << 16;
        var orientation = Orientation.Of([a * One, b * One, 0, c * One, d * One, 0, 0, 0, 1 << 30]);
        Assert.Equal((filters, turned), (orientation.Filters, orientation.Turned));
    }

    [Fact]
    public void The_smallest_number_there_is_does_no_harm() =>
        Assert.Equal("hflip,vflip", Orientation.Of([int.MinValue, 0, 0, 0, int.MinValue, 0, 0, 0, 0]).Filters);
}
