using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class UniversalScalabilityTests
{
    private static readonly double[] Loads = [1, 2, 4, 8, 12, 16, 24, 32];

    [Fact]
    public void One_user_gets_gamma() => Assert.Equal(995.6, new UniversalScalability(995.6, 0.0267, 0.000769).Throughput(1), 10);

    [Fact]
    public void Without_contention_and_coherency_throughput_is_linear() => Assert.Equal(3_200, new UniversalScalability(100, 0, 0).Throughput(32), 10);

    [Fact]
    public void The_peak_is_where_the_throughput_is_largest()
    {
        var law = new UniversalScalability(1_000, 0.04, 0.0006);
        Assert.Equal(40, law.PeakLoad, 10); // √(0.96 ÷ 0.0006)
        Assert.True(law.Throughput(39) < law.PeakThroughput && law.Throughput(41) < law.PeakThroughput);
        Assert.Equal(law.Throughput(40), law.PeakThroughput, 10);
    }

    [Fact]
    public void Without_coherency_there_is_no_peak_but_Amdahls_ceiling()
    {
        var law = new UniversalScalability(1_000, 0.05, 0);
        Assert.Equal(double.PositiveInfinity, law.PeakLoad);
        Assert.Equal(20_000, law.PeakThroughput, 10);
        Assert.Equal(double.PositiveInfinity, new UniversalScalability(1_000, 0, 0).PeakThroughput);
    }

    [Fact]
    public void When_all_work_waits_one_user_is_the_peak()
    {
        Assert.Equal(1, new UniversalScalability(1_000, 1.2, 0.01).PeakLoad);
        Assert.Equal(1_000, new UniversalScalability(1_000, 1.2, 0.01).PeakThroughput);
        Assert.Equal(1, new UniversalScalability(1_000, 0.2, 5).PeakLoad);
    }

    [Theory]
    [InlineData(1_000, 0.03, 0.0005)]
    [InlineData(1_000, 0.03, 0)]
    [InlineData(1_000, 0, 0.001)]
    [InlineData(1_000, 0, 0)]
    [InlineData(0.002, 0.5, 0.02)]
    [InlineData(4e6, 1.5, 0.1)]
    public void Points_of_a_law_give_the_law_back(double gamma, double alpha, double beta)
    {
        var law = new UniversalScalability(gamma, alpha, beta);
        var fit = UniversalScalability.Fit([.. Loads.Select(load => new ScalabilityPoint(load, law.Throughput(load)))]);
        Near.Relative(gamma, fit.Law.Gamma, 1e-6);
        Assert.Equal(alpha, fit.Law.Alpha, 1e-6);
        Assert.Equal(beta, fit.Law.Beta, 1e-7);
        Assert.Equal(1, fit.RSquared, 1e-9);
        Assert.True(fit.LargestErrorPercent < 1e-4);
    }

    [Fact]
    public void No_parameter_is_fitted_below_0()
    {
        // Better than linear: without bounds α would be below 0.
        var fit = UniversalScalability.Fit([new(1, 100), new(2, 210), new(4, 440), new(8, 900), new(16, 1_900)]);
        Assert.Equal((0, 0), (fit.Law.Alpha, fit.Law.Beta));
        Assert.Equal(fit.Points.Sum(p => p.Load * p.Throughput) / fit.Points.Sum(p => p.Load * p.Load), fit.Law.Gamma, 1e-6);
    }

    [Fact]
    public void No_neighbouring_law_within_the_bounds_has_smaller_residuals()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var fit = UniversalScalability.Fit(Noise.Measure(new UniversalScalability(500, 0.02, 0.0001), Loads, 0.1, seed));
            var least = Sum(fit.Law);
            foreach (var (gamma, alpha, beta) in Neighbours(fit.Law)) Assert.True(Sum(new UniversalScalability(gamma, alpha, beta)) >= least * (1 - 1e-9), $"seed {seed}");

            double Sum(UniversalScalability law) => fit.Points.Sum(point => Math.Pow(point.Throughput - law.Throughput(point.Load), 2));
        }
    }

    [Fact]
    public void Residuals_are_measured_minus_fitted()
    {
        var fit = UniversalScalability.Fit(Noise.Measure(new UniversalScalability(500, 0.02, 0.0001), Loads, 0.05, seed: 5));
        Assert.Equal(fit.Points[3].Throughput, fit.Law.Throughput(8) + fit.Residuals[3], 1e-9);
        Assert.InRange(fit.RSquared, 0.9, 1);
    }

    [Fact]
    public void Three_different_loads_are_too_few_and_the_error_says_so()
    {
        var error = Assert.Throws<ArgumentException>(() => UniversalScalability.Fit([new(1, 10), new(2, 19), new(4, 35), new(4, 36)]));
        Assert.Contains("at least 4 different loads", error.Message, StringComparison.Ordinal);
        Assert.Contains("there are 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 0)]
    [InlineData(1, double.NaN)]
    public void A_point_that_cannot_be_is_refused(double load, double throughput) =>
        Assert.Throws<ArgumentException>(() => UniversalScalability.Fit([new(load, throughput), new(2, 19), new(4, 35), new(8, 60)]));

    private static IEnumerable<(double Gamma, double Alpha, double Beta)> Neighbours(UniversalScalability law) =>
        from gamma in (double[])[0.999, 1, 1.001]
        from alpha in (double[])[-1e-4, 0, 1e-4]
        from beta in (double[])[-1e-6, 0, 1e-6]
        where law.Alpha + alpha >= 0 && law.Beta + beta >= 0
        select (law.Gamma * gamma, law.Alpha + alpha, law.Beta + beta);
}
