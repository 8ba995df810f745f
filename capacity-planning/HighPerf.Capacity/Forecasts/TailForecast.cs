namespace HighPerf.Capacity.Forecasts;

/// <summary>p95 of users who think: the mean response that a throughput model leaves them, N ÷ X − Z, times p95 ÷ mean of the points on both sides.</summary>
internal sealed class TailForecast(IForecast throughput, double thinkSeconds) : IForecast
{
    public string Name => $"{throughput.Name}, N ÷ X − Z";

    public Func<double, double> Fit(IReadOnlyList<TrainingPoint> points)
    {
        var fitted = throughput.Fit(points);
        return load => Math.Max(0.001, load / fitted(load) - thinkSeconds) * Between.Interpolate(points, load, point => point.P95Seconds / point.ResponseSeconds);
    }
}
