using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Forecasts;

/// <summary>
/// Users who think, at stations whose demands were measured by the utilisation law (D = U ÷ X, mean of the points weighted by X), a delay for the rest of the response, and mean value analysis.
/// What the busiest resource could be brought to under the largest load is taken for all of it, when more users no longer got more done.
/// </summary>
internal sealed class InteractiveModel
{
    private const double Saturated = 1.1; // more throughput than this, for the last step of load, is growth
    private readonly IReadOnlyList<ClosedState> _states;

    private InteractiveModel(ClosedModel model, int mostUsers) => _states = model.SolveUpTo(mostUsers);

    public static InteractiveModel Of(IReadOnlyList<TrainingPoint> points, double thinkSeconds, int mostUsers)
    {
        TrainingPoint[] sorted = [.. points.OrderBy(point => point.Load)];
        var (before, last) = (sorted[^2], sorted[^1]);
        var isSaturated = last.Throughput / before.Throughput < Math.Min(Saturated, last.Load / before.Load);
        var busiest = last.Utilisation.Values.Max();
        var scale = isSaturated && busiest > 0.5 ? busiest : 1;
        ClosedStation[] stations = [.. sorted[0].Utilisation.Keys.Select(name => new ClosedStation(
            name, sorted.Sum(point => point.Utilisation[name]) / sorted.Sum(point => point.Throughput) / scale, 1))];
        var rest = Math.Max(0, sorted[0].ResponseSeconds - stations.Sum(station => station.DemandSeconds));
        return new InteractiveModel(new ClosedModel(thinkSeconds, [.. stations, new ClosedStation("rest", rest, 0)]), mostUsers);
    }

    public ClosedState At(double users) => _states[Math.Clamp((int)Math.Round(users), 1, _states.Count) - 1];
}
