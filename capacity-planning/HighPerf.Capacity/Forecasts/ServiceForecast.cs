namespace HighPerf.Capacity.Forecasts;

/// <summary>p95 of the time in a slot: the mean that a throughput in videos a minute leaves, 60·slots ÷ X (Little's law), times p95 ÷ mean of the points on both sides.</summary>
internal sealed class ServiceForecast(IForecast throughput) : IForecast
{
    public string Name => $"{throughput.Name}, slots ÷ X";

    public Func<double, double> Fit(IReadOnlyList<TrainingPoint> points)
    {
        var fitted = throughput.Fit(points);
        return load => 60 * load / fitted(load) * Between.Interpolate(points, load, point => point.P95Seconds * point.Throughput / (60 * point.Load));
    }
}
