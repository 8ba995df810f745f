namespace HighPerf.Capacity.Forecasts;

/// <summary>Throughput of users who think, by mean value analysis.</summary>
internal sealed class InteractiveForecast(double thinkSeconds, int mostUsers) : IForecast
{
    public string Name => "queueing (MVA)";

    public Func<double, double> Fit(IReadOnlyList<TrainingPoint> points)
    {
        var model = InteractiveModel.Of(points, thinkSeconds, mostUsers);
        return load => model.At(load).Throughput;
    }
}
