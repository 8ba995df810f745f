namespace HighPerf.Capacity.Models;

/// <summary>Percentiles of a sample, interpolated between its order statistics: type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), which is NumPy's.</summary>
internal static class Percentiles
{
    /// <param name="share">0 to 1: 0.95 for the 95th percentile.</param>
    /// <returns>NaN of no values.</returns>
    public static double Of(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return OfSorted(sorted, share);
    }

    /// <summary>The middle part of a sample: 0.95 of it lies between the 2.5th and the 97.5th percentile.</summary>
    public static Interval Middle(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return new Interval(OfSorted(sorted, (1 - share) / 2), OfSorted(sorted, (1 + share) / 2));
    }

    private static double OfSorted(double[] sorted, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        if (sorted.Length == 0) return double.NaN;
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        // Equal neighbours first: between two infinities there is nothing to interpolate.
        if (below + 1 >= sorted.Length || sorted[below].Equals(sorted[below + 1])) return sorted[below];
        return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
