namespace HighPerf.Sizes;

/// <summary>The middle of measured times.</summary>
internal static class Medians
{
    public static double Of(List<double> times)
    {
        List<double> sorted = [.. times.Order()];
        int middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
