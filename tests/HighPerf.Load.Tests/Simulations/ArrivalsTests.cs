using HighPerf.Load.Plans;
using HighPerf.Load.Simulations;

namespace HighPerf.Load.Tests.Simulations;

public sealed class ArrivalsTests
{
    [Fact]
    public void A_constant_rate_is_evenly_spaced()
    {
        var arrivals = All(Load(new SimulationPlan("inject", 100, null, null, null, "2s")));
        Assert.Equal(200, arrivals.Count);
        for (var n = 0; n < 200; n++) Assert.Equal((n + 0.5) / 100, arrivals[n], 6);
    }

    [Fact]
    public void A_ramp_has_as_many_arrivals_as_the_area_below_it()
    {
        var arrivals = All(Load(new SimulationPlan("ramping_inject", 100, null, null, null, "10s")));
        Assert.Equal(500, arrivals.Count);
        Assert.Equal(125, arrivals.Count(at => at < 5));
        Assert.True(arrivals.SequenceEqual(arrivals.Order()));
    }

    [Fact]
    public void A_ramp_down_to_the_rate_before_begins_where_the_last_one_ended()
    {
        var arrivals = All(Load(new SimulationPlan("inject", 50, null, null, null, "10s"), new SimulationPlan("ramping_inject", 10, null, null, null, "10s")));
        Assert.Equal(500 + 300, arrivals.Count);
    }

    [Fact]
    public void Steps_are_equal_stretches_of_rising_rates()
    {
        var arrivals = All(Load(new SimulationPlan("stepping_inject", 100, 0, 4, null, "40s")));
        Assert.Equal([250, 500, 750, 1_000], Enumerable.Range(0, 4).Select(step => arrivals.Count(at => at >= step * 10 && at < step * 10 + 10)));
    }

    [Fact]
    public void Poisson_arrivals_are_as_many_and_as_irregular_as_they_should_be()
    {
        var arrivals = All(Load(new SimulationPlan("inject_poisson", 1_000, null, null, null, "100s")));
        Assert.InRange(arrivals.Count, 100_000 - 1_300, 100_000 + 1_300); // four standard deviations
        var gaps = arrivals.Zip(arrivals.Skip(1), (one, two) => two - one).ToList();
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));
        Assert.InRange(deviation / mean, 0.98, 1.02); // of exponential gaps it is 1
    }

    [Fact]
    public void Nobody_comes_in_a_pause()
    {
        var arrivals = All(Load(new SimulationPlan("inject", 10, null, null, null, "1s"), new SimulationPlan("pause", null, null, null, null, "5s"), new SimulationPlan("inject", 10, null, null, null, "1s")));
        Assert.Equal(20, arrivals.Count);
        Assert.DoesNotContain(arrivals, at => at is > 1 and < 6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Loops_share_the_arrivals_of_one(int loops)
    {
        var load = Load(new SimulationPlan("ramping_inject", 100, 10, null, null, "10s"), new SimulationPlan("inject", 100, null, null, null, "5s"));
        var shared = Enumerable.Range(0, loops).SelectMany(share => All(load, share, loops)).Order();
        Assert.Equal(All(load), shared);
    }

    [Fact]
    public void Poisson_arrivals_of_two_loops_are_as_many_as_of_one()
    {
        var load = Load(new SimulationPlan("inject_poisson", 500, null, null, null, "100s"));
        Assert.InRange(All(load, 0, 2).Count + All(load, 1, 2).Count, 50_000 - 900, 50_000 + 900);
    }

    [Fact]
    public void Copies_of_a_closed_load_follow_its_simulations()
    {
        var load = Load(new SimulationPlan("ramping_constant", null, null, null, 100, "10s"), new SimulationPlan("keep_constant", null, null, null, 100, "10s"));
        Assert.True(load.IsClosed);
        Assert.Equal([0, 50, 100, 0], new[] { 0, 5, 15, 20.5 }.Select(load.CopiesAt));
        Assert.True(load.IsSteadyFrom(10));
        Assert.False(load.IsSteadyFrom(9));
    }

    [Theory]
    [InlineData("inject", null, null, "there", "has a rate")]
    [InlineData("injekt", 5.0, null, "10s", "no simulation 'injekt'")]
    [InlineData("inject", 5.0, null, "10", "no duration")]
    [InlineData("inject", 5.0, 7, "10s", "inject takes no copies")]
    [InlineData("keep_constant", null, 0, "10s", "has copies")]
    [InlineData("stepping_inject", 5.0, null, "10s", "has steps")]
    [InlineData("pause", null, null, "10s", "nobody ever comes")]
    public void What_cannot_be_understood_is_named(string simulation, double? rate, int? copies, string during, string message)
    {
        var plan = new SimulationPlan(simulation, copies is null ? rate : null, null, null, copies, during == "there" ? "10s" : during);
        Assert.Contains(message, Assert.Throws<PlanException>(() => Load(plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_arrival_is_another_one_however_many_there_were()
    {
        var arrivals = new Arrivals(Load(new SimulationPlan("inject", 1_000_000, null, null, null, "17s")), 0, 1, new Random(7));
        var (count, last) = (0, -1L);
        for (; arrivals.Next() is < long.MaxValue and var next && next > last; last = next) count++;
        Assert.Equal(17_000_000, count); // more than 2²⁴
    }

    private static ScenarioLoad Load(params SimulationPlan[] plans) => SimulationReader.Read(plans, "test");

    private static List<double> All(ScenarioLoad load, int share = 0, int loops = 1)
    {
        var arrivals = new Arrivals(load, share, loops, new Random(7));
        var all = new List<double>();
        while (arrivals.Next() is < long.MaxValue and var next) all.Add(next / 1e9);
        return all;
    }
}
