using System.Globalization;
using HdrHistogram;

namespace HighPerf.Load.Measurements;

/// <summary>Values of a histogram by the names that thresholds and reports have for them.</summary>
internal static class Quantiles
{
    /// <param name="name"><c>p95</c> and other percentiles, <c>max</c>, <c>mean</c>, <c>deviation</c>.</param>
    /// <returns>Microseconds.</returns>
    public static double Of(HistogramBase histogram, string name) => name switch
    {
        "max" => histogram.GetMaxValue(),
        "mean" => histogram.GetMean(),
        "deviation" => histogram.GetStdDeviation(),
        _ => histogram.GetValueAtPercentile(double.Parse(name.AsSpan(1), CultureInfo.InvariantCulture)),
    };

    /// <summary>A time for people, in the unit that suits it.</summary>
    public static string Text(double seconds) => seconds switch
    {
        < 0.001 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0} µs"),
        < 0.0995 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.00} ms"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
    };
}
