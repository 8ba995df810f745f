using HighPerf.Load.Tests.Runs;

namespace HighPerf.Load.Tests.Validity;

public sealed class StealGateTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(0.02, true)]
    [InlineData(0.021, false)]
    public void A_fiftieth_of_the_processors_may_be_given_to_others(double steal, bool met) => Assert.Equal(met, SampleRun.Of(steal: steal).Gate("steal").IsMet);

    [Fact]
    public void What_was_given_away_makes_a_run_invalid_and_a_smoke_not()
    {
        Assert.False(SampleRun.Of(steal: 0.5).IsValid);
        Assert.True(SampleRun.Of(steal: 0.5, isSmoke: true).IsValid);
        Assert.Equal("50.0% of the generator's processors were given to others (limit 2 %)", SampleRun.Of(steal: 0.5).Gate("steal").Finding);
    }
}
