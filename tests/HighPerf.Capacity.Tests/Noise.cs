using HighPerf.Capacity.Models;
using MathNet.Numerics.Distributions;

namespace HighPerf.Capacity.Tests;

/// <summary>Campaigns that never were.</summary>
internal static class Noise
{
    /// <summary>What would be measured of a law; the same seed gives the same.</summary>
    /// <param name="share">Standard deviation ÷ throughput.</param>
    public static IReadOnlyList<ScalabilityPoint> Measure(UniversalScalability law, IEnumerable<double> loads, double share, int seed)
    {
        var noise = new Normal(0, 1, new Random(seed));
        return [.. loads.Select(load => new ScalabilityPoint(load, law.Throughput(load) * (1 + share * noise.Sample())))];
    }

    /// <summary>The same with an error of the same size at all loads.</summary>
    /// <param name="deviation">In X's unit.</param>
    public static IReadOnlyList<ScalabilityPoint> MeasureEvenly(UniversalScalability law, IEnumerable<double> loads, double deviation, int seed)
    {
        var noise = new Normal(0, deviation, new Random(seed));
        return [.. loads.Select(load => new ScalabilityPoint(load, law.Throughput(load) + noise.Sample()))];
    }
}
