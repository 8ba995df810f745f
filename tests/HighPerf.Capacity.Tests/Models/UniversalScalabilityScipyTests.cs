using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class UniversalScalabilityScipyTests
{
    private const double Share = 0.01;

    private static readonly double[] Eight = [1, 2, 4, 8, 12, 16, 24, 32];

    private static readonly IReadOnlyList<IReadOnlyList<ScalabilityPoint>> Campaigns =
    [
        // Published: the ray tracer of Guerrilla Capacity Planning, chapter 5, as in R's package usl.
        [new(1, 20), new(4, 78), new(8, 130), new(12, 170), new(16, 190), new(20, 200), new(24, 210), new(28, 230), new(32, 260), new(48, 280), new(64, 310)],
        Noise.Measure(new UniversalScalability(1_000, 0.03, 0.0005), Eight, 0.02, seed: 1),
        Noise.Measure(new UniversalScalability(1_000, 0.08, 0), Eight, 0.03, seed: 2), // β = 0, and noise to hide it
        Noise.Measure(new UniversalScalability(1_000, 0.08, 0), Eight, 0.03, seed: 3),
        Noise.Measure(new UniversalScalability(250, 0.01, 0.02), Eight, 0.03, seed: 4), // falls from 7 users on
        Noise.Measure(new UniversalScalability(80, 0.2, 0.002), [1, 5, 20, 60], 0.02, seed: 5), // as few as may be
        Noise.Measure(new UniversalScalability(35_000, 0.002, 0.00001), [1, 10, 25, 50, 100, 150, 200, 300, 400], 0.01, seed: 6),
        Noise.Measure(new UniversalScalability(12, 0, 0.0008), [1, 2, 2, 4, 4, 8, 8, 16, 16, 32], 0.05, seed: 7), // α = 0, repeated
        Noise.MeasureEvenly(new UniversalScalability(0.4, 0.6, 0.001), Eight, 0.01, seed: 8), // contended, small numbers
        Noise.MeasureEvenly(new UniversalScalability(1_000, 0, 0), Eight, 200, seed: 9), // linear
    ];

    [Fact]
    public async Task Fits_are_those_of_curve_fit()
    {
        var expected = await Scipy.AskAsync<double[][]>(
            "scalability", Campaigns.Select(points => new { Loads = points.Select(p => p.Load), Throughputs = points.Select(p => p.Throughput) }));
        Assert.Equal(Campaigns.Count, expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var fit = UniversalScalability.Fit(Campaigns[i]);
            var theirs = new UniversalScalability(expected[i][0], expected[i][1], expected[i][2]);
            var largest = Campaigns[i].Max(point => point.Load);
            Near.Relative(theirs.Gamma, fit.Law.Gamma, Share);
            Same(theirs.Alpha, fit.Law.Alpha, 1 / largest);
            Same(theirs.Beta, fit.Law.Beta, 1 / (largest * largest));
            foreach (var point in Campaigns[i]) Near.Relative(theirs.Throughput(point.Load), fit.Law.Throughput(point.Load), Share);
        }
    }

    [Fact]
    public async Task No_fit_of_curve_fit_is_closer()
    {
        var random = new Random(11);
        List<IReadOnlyList<ScalabilityPoint>> campaigns =
        [
            .. Enumerable.Range(0, 60).Select(seed => Noise.Measure(
                new UniversalScalability(Math.Pow(10, 4 * random.NextDouble()), random.NextDouble() * random.NextDouble(), 0.01 * Math.Pow(random.NextDouble(), 4)), Eight, 0.12, seed)),
        ];
        var expected = await Scipy.AskAsync<double[][]>(
            "scalability", campaigns.Select(points => new { Loads = points.Select(p => p.Load), Throughputs = points.Select(p => p.Throughput) }));
        Assert.Equal(campaigns.Count, expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var ours = UniversalScalability.Fit(campaigns[i]);
            var theirs = ours with { Law = new UniversalScalability(expected[i][0], expected[i][1], expected[i][2]) };
            Assert.True(Sum(ours) <= Sum(theirs) * (1 + 1e-6), $"campaign {i}: {Sum(ours)} against {Sum(theirs)}, {ours.Law} against {theirs.Law}");
        }

        static double Sum(UniversalScalabilityFit fit) => fit.Residuals.Sum(residual => residual * residual);
    }

    /// <summary>To 1 %, or both without effect: at the largest load α(N − 1) and βN(N − 1) are beside 1.</summary>
    private static void Same(double expected, double actual, double one)
    {
        if (expected > 1e-4 * one) Near.Relative(expected, actual, Share);
        else Assert.Equal(expected, actual, 1e-3 * one);
    }
}
