using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class PercentilesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.95, 3.85)]
    [InlineData(1, 4)]
    public void Between_two_values_it_is_interpolated_as_NumPy_does(double share, double expected) => Assert.Equal(expected, Percentiles.Of([3, 1, 4, 2], share), 1e-12);

    [Fact]
    public void The_middle_leaves_as_much_on_both_sides()
    {
        var middle = Percentiles.Middle(Enumerable.Range(0, 101).Select(i => (double)i), 0.9);
        Assert.Equal(5, middle.Low, 1e-9);
        Assert.Equal(95, middle.High, 1e-9);
    }

    [Fact]
    public void Of_nothing_there_is_none() => Assert.Equal(double.NaN, Percentiles.Of([], 0.5));

    [Fact]
    public void Infinities_stay_what_they_are() =>
        Assert.Equal(double.PositiveInfinity, Percentiles.Of([1, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity], 0.9));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void A_share_is_between_0_and_1(double share) => Assert.Throws<ArgumentOutOfRangeException>(() => Percentiles.Of([1], share));
}
