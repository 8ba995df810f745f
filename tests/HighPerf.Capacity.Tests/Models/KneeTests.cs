using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class KneeTests
{
    private static readonly LatencyPoint[] Latencies = [new(100, 0.01), new(200, 0.1), new(300, 1)];

    [Fact]
    public void A_limit_is_crossed_on_a_straight_line_of_logarithms()
    {
        var crossing = Knee.BySlo(Latencies, Math.Sqrt(0.001)); // halfway between 0.01 and 0.1
        Assert.Equal(SloCrossingPlace.Between, crossing.Where);
        Assert.Equal(150, crossing.Load!.Value, 1e-9);
        Assert.Equal(200, Knee.BySlo(Latencies, 0.1).Load!.Value, 1e-9);
    }

    [Fact]
    public void A_limit_that_was_never_reached_is_beyond_the_last() =>
        Assert.Equal(new SloCrossing(SloCrossingPlace.BeyondTheLast, null), Knee.BySlo(Latencies, 2));

    [Fact]
    public void A_limit_that_was_never_kept_is_before_the_first() =>
        Assert.Equal(new SloCrossing(SloCrossingPlace.BeforeTheFirst, null), Knee.BySlo(Latencies, 0.005));

    [Fact]
    public void Points_need_no_order() => Assert.Equal(Knee.BySlo(Latencies, 0.05), Knee.BySlo(Latencies.Reverse(), 0.05));

    [Fact]
    public void Kneedle_finds_the_knee_of_its_papers_figure()
    {
        // Figure 2: y = −1 ÷ x + 5, ten points; the knee is the third.
        var points = Enumerable.Range(0, 10).Select(i => new ScalabilityPoint(i / 9.0, -1 / (i / 9.0 + 0.1) + 5)).ToArray();
        var knee = Knee.ByKneedle(points);
        Assert.Equal("Kneedle", knee!.Method);
        Assert.Equal(2 / 9.0, knee.Load, 1e-12);
    }

    [Fact]
    public void A_straight_line_has_no_knee()
    {
        Assert.Null(Knee.ByKneedle([.. Enumerable.Range(1, 10).Select(n => new ScalabilityPoint(n, 100 * n))]));
        Assert.Null(Knee.ByCurvature(new UniversalScalability(100, 0, 0), 64));
    }

    [Fact]
    public void A_law_that_only_falls_has_no_knee() => Assert.Null(Knee.ByCurvature(new UniversalScalability(100, 1.5, 0.1), 64));

    [Fact]
    public void Two_straight_lines_bend_where_they_meet() =>
        Assert.Equal(16, Knee.ByKneedle([.. Enumerable.Range(1, 40).Select(n => new ScalabilityPoint(n, 100 * Math.Min(n, 16)))])!.Load);

    [Fact]
    public void A_law_bends_before_its_peak_wherever_its_throughput_is_counted_in()
    {
        var law = new UniversalScalability(100, 0.05, 0.0005);
        var knee = Knee.ByCurvature(law, 1_000)!;
        Assert.InRange(knee.Load, 2, 0.6 * law.PeakLoad);
        Assert.Equal(law.Throughput(knee.Load), knee.Throughput, 1e-12);
        Assert.Equal(knee.Load, Knee.ByCurvature(law with { Gamma = 7e6 }, 1_000)!.Load, 1e-9);
        Assert.NotEqual("Kneedle", knee.Method);
    }

    [Fact]
    public void The_end_of_what_was_looked_at_is_no_bend() => Assert.Null(Knee.ByCurvature(new UniversalScalability(0.5428, 0, 3.639e-8), 2_600));

    [Fact]
    public void Amdahls_law_bends_where_its_scaled_slope_is_1()
    {
        // A hyperbola's curvature is largest at its vertex, where the slope is 1.
        var law = new UniversalScalability(100, 0.1, 0);
        var knee = Knee.ByCurvature(law, 100)!;
        var slope = (law.Throughput(knee.Load + 0.001) - law.Throughput(knee.Load - 0.001)) / 0.002 * 99 / (law.Throughput(100) - law.Throughput(1));
        Assert.Equal(1, slope, 0.02);
    }
}
