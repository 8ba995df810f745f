using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class LittlesLawTests
{
    [Theory]
    [InlineData(10, 0, true)]
    [InlineData(10.4, 4, true)]
    [InlineData(9.4, -6, false)]
    [InlineData(12, 20, false)]
    public void What_was_there_is_held_against_rate_times_response(double observed, double deviation, bool kept)
    {
        var law = new LittlesLaw(200, 0.05, observed);
        Assert.Equal(10, law.ExpectedNumber, 1e-12);
        Assert.Equal(deviation, law.DeviationPercent, 1e-9);
        Assert.Equal(kept, law.IsKept);
    }

    [Fact]
    public void The_tolerance_is_the_callers() => Assert.True(new LittlesLaw(200, 0.05, 12, TolerancePercent: 25).IsKept);

    [Fact]
    public void Nothing_at_all_agrees_and_something_from_nothing_does_not()
    {
        Assert.True(new LittlesLaw(0, 0, 0).IsKept);
        Assert.False(new LittlesLaw(0, 0, 1).IsKept);
    }
}
