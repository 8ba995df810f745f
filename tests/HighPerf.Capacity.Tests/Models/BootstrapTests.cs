using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class BootstrapTests
{
    private static readonly UniversalScalability Law = new(1_000, 0.05, 0.0008);
    private static readonly double[] Loads = [1, 2, 3, 4, 6, 8, 12, 16, 20, 24];

    [Fact]
    public void The_same_seed_gives_the_same_intervals()
    {
        var fit = UniversalScalability.Fit(Noise.Measure(Law, Loads, 0.03, seed: 1));
        var (one, two, other) = (Bootstrap.Of(fit, 200), Bootstrap.Of(fit, 200), Bootstrap.Of(fit, 200, seed: 2));
        Assert.Equal((one.Gamma(), one.Alpha(), one.Beta(), one.Throughput(40)), (two.Gamma(), two.Alpha(), two.Beta(), two.Throughput(40)));
        Assert.NotEqual(one.Throughput(40), other.Throughput(40));
    }

    [Fact]
    public void Intervals_contain_the_fit_and_widen_beyond_what_was_measured()
    {
        var fit = UniversalScalability.Fit(Noise.Measure(Law, Loads, 0.03, seed: 1));
        var bootstrap = Bootstrap.Of(fit);
        Assert.Equal(2_000, bootstrap.Replicates);
        Assert.True(bootstrap.Gamma().Contains(fit.Law.Gamma));
        Assert.True(bootstrap.Alpha().Contains(fit.Law.Alpha));
        Assert.True(bootstrap.Beta().Contains(fit.Law.Beta));
        Assert.True(bootstrap.PeakLoad().Contains(fit.Law.PeakLoad));
        Assert.True(bootstrap.PeakThroughput().Contains(fit.Law.PeakThroughput));
        Assert.True(Width(bootstrap, 48) > 2 * Width(bootstrap, 16));
    }

    [Fact]
    public void Without_noise_there_is_no_doubt()
    {
        var bootstrap = Bootstrap.Of(UniversalScalability.Fit(Noise.Measure(Law, Loads, 0, seed: 1)), 100);
        Assert.True(Width(bootstrap, 48) < 1e-3 * Law.Throughput(48));
    }

    public static TheoryData<double, double[]> Measured => new()
    {
        { 10, [1, 2, 4, 6, 8] }, // of so few points the noise itself is hardly known
        { 20, [1, 3, 5, 7, 9, 11, 13, 15] },
        { 32, Loads },
    };

    [Theory]
    [MemberData(nameof(Measured))]
    public void The_interval_at_a_load_that_was_not_measured_covers_the_truth_as_often_as_it_says(double heldOut, double[] loads)
    {
        var covered = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var points = Noise.MeasureEvenly(Law, loads, 0.03 * Law.Throughput(12), seed);
            var bootstrap = Bootstrap.Of(UniversalScalability.Fit(points), 300, seed);
            if (bootstrap.Throughput(heldOut).Contains(Law.Throughput(heldOut))) covered++;
        }

        Assert.InRange(covered / 200.0, 0.9, 0.99);
    }

    private static double Width(Bootstrap bootstrap, double load) => bootstrap.Throughput(load).High - bootstrap.Throughput(load).Low;
}
