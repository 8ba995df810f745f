using HighPerf.Load.Tests.Runs;

namespace HighPerf.Load.Tests.Validity;

public sealed class WarmUpGateTests
{
    // Of 18 measured seconds the first quarter ends after 6.5 s of the load.
    [Theory]
    [InlineData(5_000, 5_000, true)]
    [InlineData(6_200, 5_000, true)] // 24 %
    [InlineData(6_500, 5_000, false)] // 30 %
    [InlineData(200_000, 5_000, false)]
    [InlineData(700, 220, true)] // more than three times, and less than half of the resolution
    [InlineData(5_000, 50_000, true)] // what rises is the server's
    public void The_first_quarter_may_be_a_quarter_slower_than_the_rest(long first, long rest, bool met)
    {
        var gate = SampleRun.Of(series: second => second < 6.5 ? first : rest).Gate("warm");
        Assert.True(gate.IsMet == met, gate.Finding);
    }

    // Seconds 2 to 6 are the first quarter, 7 to 10 the second, 11 to 15 the third, 16 to 19 the last.
    [Theory]
    [InlineData(11, 15, 20_000, true)] // it comes again
    [InlineData(16, 19, 30_000, true)]
    [InlineData(7, 10, 19_000, false)] // it goes, slowly
    [InlineData(12, 14, 19_000, false)]
    public void What_comes_and_goes_is_no_warm_up(int from, int until, long later, bool met)
    {
        var gate = SampleRun.Of(series: second => second < 6.5 ? 20_000 : second >= from && second <= until ? later : 5_000).Gate("warm");
        Assert.True(gate.IsMet == met, gate.Finding);
    }

    [Fact]
    public void Who_is_not_warm_is_named_with_both_medians()
    {
        var gate = SampleRun.Of(series: second => second < 6.5 ? 20_000 : 5_000).Gate("warm");
        Assert.Equal("the warm-up was not over: 'step' had a median of 20.10 ms in the first quarter and of 5.02 ms after it (limit 25 % more)", gate.Finding);
    }

    [Fact]
    public void What_was_slow_in_the_warm_up_does_not_count() => Assert.True(SampleRun.Of(series: second => second < 2 ? 500_000 : 5_000).Gate("warm").IsMet);

    [Fact]
    public void A_load_that_is_not_steady_has_no_time_to_be_compared()
    {
        var gate = SampleRun.Of(series: second => second < 6.5 ? 20_000 : 5_000, isSteady: false).Gate("warm");
        Assert.Equal((true, "the load is not steady, or short: there is no steady time to be compared"), (gate.IsMet, gate.Finding));
    }

    [Fact]
    public void Few_answers_have_no_median() => Assert.True(SampleRun.Of(series: second => second is 3 ? 500_000 : second < 6.5 ? 0 : 5_000).Gate("warm").IsMet); // 100 of the first quarter
}
