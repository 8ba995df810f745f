using HighPerf.Capacity.Rivals.Rates;

namespace HighPerf.Capacity.Tests.Rivals;

public sealed class RateSearchTests
{
    [Theory]
    [InlineData(10, 137)]
    [InlineData(1_000, 137)]
    [InlineData(137, 137)]
    [InlineData(2, 0.9)]
    public void It_finds_a_system_s_limit_from_below_and_from_above(double first, double limit)
    {
        var search = new RateSearch(first, 2, 0.1, 30);
        Run(search, rate => rate <= limit ? RateVerdict.Sustained : RateVerdict.Missed);
        Assert.InRange(search.Best!.Value, limit / 1.1, limit);
        Assert.False(search.IsAtLeast);
    }

    [Fact]
    public void What_the_generator_ends_is_a_lower_bound()
    {
        var search = new RateSearch(1_000, 2, 0.1, 30);
        Run(search, rate => rate <= 9_000 ? RateVerdict.Sustained : RateVerdict.BeyondGenerator);
        Assert.InRange(search.Best!.Value, 9_000 / 1.1, 9_000);
        Assert.True(search.IsAtLeast);
    }

    [Fact]
    public void A_limit_of_the_system_below_the_generator_s_is_a_limit()
    {
        var search = new RateSearch(1_000, 2, 0.1, 30);
        Run(search, rate => rate <= 9_000 ? RateVerdict.Sustained : rate <= 15_000 ? RateVerdict.Missed : RateVerdict.BeyondGenerator);
        Assert.InRange(search.Best!.Value, 9_000 / 1.1, 9_000);
        Assert.False(search.IsAtLeast);
    }

    [Fact]
    public void It_tries_no_more_than_it_may()
    {
        var search = new RateSearch(1, 2, 0.01, 4);
        Assert.Equal([1, 2, 4, 8], Run(search, _ => RateVerdict.Sustained));
        Assert.Equal(8, search.Best);
        Assert.True(search.IsAtLeast);
    }

    [Fact]
    public void A_limit_that_the_tries_did_not_close_in_on_is_a_lower_bound()
    {
        var search = new RateSearch(1, 2, 0.01, 6);
        Run(search, rate => rate <= 10 ? RateVerdict.Sustained : RateVerdict.Missed);
        Assert.InRange(search.Best!.Value, 8, 10);
        Assert.True(search.IsAtLeast);
    }

    [Fact]
    public void A_system_that_sustains_nothing_has_no_rate()
    {
        var search = new RateSearch(1, 2, 0.1, 30);
        Assert.Equal([1, 0.5, 0.25, 0.125], Run(search, _ => RateVerdict.Missed));
        Assert.Null(search.Best);
    }

    private static List<double> Run(RateSearch search, Func<double, RateVerdict> system)
    {
        var tried = new List<double>();
        while (search.Next is { } rate)
        {
            tried.Add(rate);
            search.Note(rate, system(rate));
        }

        return tried;
    }
}
