using HighPerf.Capacity.Campaigns;

namespace HighPerf.Capacity.Forecasts;

/// <summary>Chooses between models of a quantity by how well they foretell what is left out of their fit, one inner training point after the other (leave-one-out).</summary>
internal sealed class Forecaster(string quantity, IReadOnlyList<IForecast> models, Func<TrainingPoint, double> measured)
{
    /// <summary>What each says at a load, the best first.</summary>
    public IReadOnlyList<OtherPrediction> Foretell(IReadOnlyList<TrainingPoint> points, double load) =>
        [.. models.Select(model => new OtherPrediction(quantity, model.Name, model.Fit(points)(load), LeftOutError(model, points))).OrderBy(one => one.LeftOutErrorPercent)];

    /// <summary>Mean of |predicted ÷ measured − 1|, in percent; infinite when too few points are left to fit it.</summary>
    private double LeftOutError(IForecast model, IReadOnlyList<TrainingPoint> points)
    {
        var sorted = points.OrderBy(point => point.Load).ToList();
        try
        {
            var error = 100 * sorted.Skip(1).SkipLast(1).Average(left =>
                Math.Abs(model.Fit([.. sorted.Where(point => point != left)])(left.Load) / measured(left) - 1));
            return double.IsNaN(error) ? double.PositiveInfinity : error; // NaN would be the least of all
        }
        catch (ArgumentException)
        {
            return double.PositiveInfinity; // of fewer points than parameters nothing is known
        }
    }
}
