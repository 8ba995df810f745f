namespace HighPerf.Capacity.Forecasts;

/// <summary>A model of one quantity over the load.</summary>
internal interface IForecast
{
    string Name { get; }

    /// <summary>The model fitted to points: the quantity at a load.</summary>
    Func<double, double> Fit(IReadOnlyList<TrainingPoint> points);
}
