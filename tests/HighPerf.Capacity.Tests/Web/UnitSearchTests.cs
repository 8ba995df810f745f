using HighPerf.Capacity.Web;

namespace HighPerf.Capacity.Tests.Web;

public class UnitSearchTests
{
    private static readonly WebGrid s_grid = new([1, 5, 10], [3], Scout: 0, Step: 10);

    /// <param name="served">The most users who are served within the bounds.</param>
    /// <param name="valid">The most of whom a run is valid.</param>
    /// <param name="from">The fewest that are right.</param>
    /// <param name="until">The most.</param>
    [Theory]
    [InlineData(1_000, 2_000, 1_100, 1_100)] // the first is too many, and can be measured
    [InlineData(1_100, 2_000, 1_200, 1_200)] // it is not: one more
    [InlineData(1_500, 2_000, 1_600, 1_700)]
    [InlineData(600, 2_000, 610, 700)] // far fewer than the processors would do for
    [InlineData(1_000, 1_000, 900, 1_000)] // what is too many cannot be measured
    [InlineData(1_500, 1_350, 1_300, 1_300)]
    [InlineData(800, 700, 600, 700)]
    public void Ends_a_little_beyond_what_is_served_or_at_the_most_that_can_be_measured(int served, int valid, int from, int until)
    {
        var search = new UnitSearch(s_grid, served: 500, estimate: 1_000);
        while (search.Next is { } unit)
        {
            var users = s_grid.MostUsers(unit);
            if (users > valid) search.Invalid();
            else search.Measured(users <= served);
        }

        Assert.InRange(search.Found!.Value * 10, from, until);
    }

    [Theory]
    [InlineData(true, 1_100)]
    [InlineData(false, 1_100)]
    public void Of_a_quick_one_the_first_that_can_be_measured_is_it(bool isServed, int found)
    {
        var search = new UnitSearch(s_grid with { IsClosedIn = false }, served: 500, estimate: 1_000);
        search.Measured(isServed);
        Assert.Null(search.Next);
        Assert.Equal(found / 10, search.Found);
    }

    [Fact]
    public void Of_a_quick_one_who_cannot_be_measured_are_halved()
    {
        var search = new UnitSearch(s_grid with { IsClosedIn = false }, served: 500, estimate: 1_000);
        search.Invalid();
        Assert.Equal(80, search.Next);
        search.Measured(isServed: true);
        Assert.Equal((null, 80), (search.Next, search.Found));
    }

    [Fact]
    public void Ends_without_an_answer_where_nothing_can_be_measured()
    {
        var search = new UnitSearch(s_grid, served: 500, estimate: 1_000);
        var tried = new List<int>();
        while (search.Next is { } unit)
        {
            tried.Add(unit);
            search.Invalid();
        }

        Assert.Null(search.Found);
        Assert.Equal(tried.Distinct().OrderDescending(), tried);
    }
}
