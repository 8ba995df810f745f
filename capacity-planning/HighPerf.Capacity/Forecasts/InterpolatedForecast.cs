namespace HighPerf.Capacity.Forecasts;

/// <summary>The logarithm of a quantity as a straight line between the points on both sides: what one does without a model, and what a model has to be better than.</summary>
internal sealed class InterpolatedForecast(Func<TrainingPoint, double> quantity) : IForecast
{
    public const string Is = "interpolation";

    public string Name => Is;

    public Func<double, double> Fit(IReadOnlyList<TrainingPoint> points) => load => Math.Exp(Between.Interpolate(points, load, point => Math.Log(quantity(point))));
}
