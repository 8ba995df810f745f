using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class RunsTrendTests
{
    [Fact]
    public async Task Slope_and_error_are_those_of_linregress()
    {
        List<IReadOnlyList<SeriesPoint>> series =
        [
            Series(0, 1, 0), Series(3, 5, 1), Series(-0.02, 0.4, 2), Series(0.001, 0.1, 3), [new(0, 1), new(1, 3), new(5, 2)],
        ];
        var expected = await Scipy.AskAsync<Line[]>("trend", series.Select(points => new { X = points.Select(p => p.Seconds), Y = points.Select(p => p.Value) }));
        Assert.Equal(series.Count, expected.Length);
        foreach (var (points, line) in series.Zip(expected))
        {
            var trend = RunsTrend.Of(points);
            Near.Relative(line.Slope, trend.Slope, 1e-6);
            Near.Relative(line.Intercept, trend.Intercept, 1e-6);
            Near.Relative(line.Error, trend.SlopeError, 1e-6);
        }
    }

    [Fact]
    public void Noise_is_flat_and_a_growing_queue_is_not()
    {
        Assert.True(RunsTrend.Of(Series(0, 2, 4)).IsFlat());
        Assert.False(RunsTrend.Of(Series(0.5, 2, 4)).IsFlat());
    }

    [Fact]
    public void The_interval_is_Students()
    {
        var trend = RunsTrend.Of([new(0, 1), new(1, 3), new(5, 2)]);
        Assert.Equal(12.7062 * trend.SlopeError, trend.SlopeInterval().High - trend.Slope, 1e-4); // one degree of freedom
    }

    [Fact]
    public void A_straight_line_is_known_exactly()
    {
        var trend = RunsTrend.Of([new(0, 1), new(10, 21), new(20, 41)]);
        Assert.Equal((2, 1, 0), (trend.Slope, trend.Intercept, trend.SlopeError));
    }

    [Fact]
    public void Two_values_or_one_moment_are_no_trend()
    {
        Assert.Throws<ArgumentException>(() => RunsTrend.Of([new(0, 1), new(1, 2)]));
        Assert.Throws<ArgumentException>(() => RunsTrend.Of([new(1, 1), new(1, 2), new(1, 3)]));
    }

    private static SeriesPoint[] Series(double slope, double deviation, int seed)
    {
        var noise = new MathNet.Numerics.Distributions.Normal(0, deviation, new Random(seed));
        return [.. Enumerable.Range(0, 60).Select(i => new SeriesPoint(2 * i, 40 + slope * 2 * i + noise.Sample()))];
    }

    private sealed record Line(double Slope, double Intercept, double Error);
}
