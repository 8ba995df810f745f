using MathNet.Numerics.Distributions;

namespace HighPerf.Capacity.Models;

/// <summary>
/// The straight line through a series, such as a queue's length over time, and how sure its slope is: ordinary least squares.
/// The interval takes the values as independent of each other; those of a queue are not, so take them far apart.
/// </summary>
/// <param name="Slope">Per second of time.</param>
/// <param name="Intercept">At time 0.</param>
/// <param name="SlopeError">Standard error of the slope.</param>
/// <param name="Count">How many values.</param>
internal sealed record RunsTrend(double Slope, double Intercept, double SlopeError, int Count)
{
    /// <summary>Values that a trend with its error needs.</summary>
    public const int Fewest = 3;

    /// <summary>The slope's interval by Student's t with n − 2 degrees of freedom.</summary>
    public Interval SlopeInterval(double share = 0.95)
    {
        var reach = StudentT.InvCDF(0, 1, Count - 2, (1 + share) / 2) * SlopeError;
        return new Interval(Slope - reach, Slope + reach);
    }

    /// <summary>Whether no trend is one of the slopes that the series allows.</summary>
    public bool IsFlat(double share = 0.95) => SlopeInterval(share).Contains(0);

    /// <exception cref="ArgumentException">Fewer than three values, or all at the same time.</exception>
    public static RunsTrend Of(IReadOnlyList<SeriesPoint> series)
    {
        if (series.Count < Fewest) throw new ArgumentException($"A trend with its error needs at least {Fewest} values; there are {series.Count}.", nameof(series));
        var (time, value) = (series.Average(point => point.Seconds), series.Average(point => point.Value));
        var spread = series.Sum(point => (point.Seconds - time) * (point.Seconds - time));
        if (spread <= 0) throw new ArgumentException("All values are of the same time.", nameof(series));
        var slope = series.Sum(point => (point.Seconds - time) * (point.Value - value)) / spread;
        var intercept = value - slope * time;
        var rest = series.Sum(point => Math.Pow(point.Value - intercept - slope * point.Seconds, 2));
        return new RunsTrend(slope, intercept, Math.Sqrt(rest / (series.Count - 2) / spread), series.Count);
    }
}
