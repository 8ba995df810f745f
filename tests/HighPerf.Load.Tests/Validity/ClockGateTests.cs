using HighPerf.Load.Tests.Runs;

namespace HighPerf.Load.Tests.Validity;

public sealed class ClockGateTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(0.059, true)] // of 20 s NTP may take 10 ms, and reading both clocks its time
    [InlineData(-0.059, true)]
    [InlineData(0.061, false)]
    [InlineData(-0.061, false)]
    [InlineData(-3_600, false)]
    public void The_clocks_may_part_as_far_as_NTP_moves_them(double drift, bool met) => Assert.Equal(met, SampleRun.Of(drift: drift).Gate("clock").IsMet);

    [Fact]
    public void How_far_they_parted_is_told() =>
        Assert.Equal("the wall clock moved by 1500.0 ms against the monotonic one (limit 60 ms)", SampleRun.Of(drift: -1.5).Gate("clock").Finding);
}
