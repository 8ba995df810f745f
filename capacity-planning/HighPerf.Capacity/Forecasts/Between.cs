namespace HighPerf.Capacity.Forecasts;

internal static class Between
{
    /// <summary>A line through the two points on both sides of a load, or through the last two on one side.</summary>
    public static double Interpolate(IReadOnlyList<TrainingPoint> points, double load, Func<TrainingPoint, double> quantity)
    {
        TrainingPoint[] sorted = [.. points.OrderBy(point => point.Load)];
        var right = Math.Clamp(Array.FindIndex(sorted, point => point.Load >= load) is var found and >= 0 ? found : sorted.Length - 1, 1, sorted.Length - 1);
        var (low, high) = (sorted[right - 1], sorted[right]);
        var part = (load - low.Load) / (high.Load - low.Load);
        return quantity(low) + part * (quantity(high) - quantity(low));
    }
}
