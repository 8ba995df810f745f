namespace HighPerf.Capacity.Forecasts;

/// <summary>
/// Videos a minute by the number of slots: one slot's rate for each, until the processors that the machine has are used up (processor sharing). What a clip costs of them is
/// the mean over the points (utilisation law), what can be had of them the most that was used.
/// </summary>
internal sealed class SlotsForecast : IForecast
{
    private const string Resource = "worker processor";

    public string Name => "queueing (slots share processors)";

    public Func<double, double> Fit(IReadOnlyList<TrainingPoint> points)
    {
        var cost = points.Average(point => point.Utilisation[Resource] / point.Throughput);
        var most = points.Max(point => point.Utilisation[Resource]);
        var single = points.MinBy(point => point.Load)!;
        return load => Math.Min(load * single.Throughput / single.Load, most / cost);
    }
}
