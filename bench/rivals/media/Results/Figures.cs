namespace HighPerf.MediaRace.Results;

internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return double.NaN;
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static double GeometricMean(IEnumerable<double> values) => Math.Exp(values.Select(value => Math.Log(value)).DefaultIfEmpty(double.NaN).Average());
}
