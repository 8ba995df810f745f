using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Forecasts;

/// <summary>Throughput by the universal scalability law.</summary>
internal sealed class ScalabilityForecast : IForecast
{
    public string Name => "USL";

    public Func<double, double> Fit(IReadOnlyList<TrainingPoint> points) => UniversalScalability.Fit([.. points.Select(point => new ScalabilityPoint(point.Load, point.Throughput))]).Law.Throughput;
}
