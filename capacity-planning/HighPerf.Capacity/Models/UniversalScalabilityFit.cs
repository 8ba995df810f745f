namespace HighPerf.Capacity.Models;

/// <summary>A law, and the points that it was fitted to.</summary>
internal sealed record UniversalScalabilityFit(UniversalScalability Law, IReadOnlyList<ScalabilityPoint> Points)
{
    /// <summary>Measured minus fitted, in X's unit.</summary>
    public IReadOnlyList<double> Residuals => [.. Points.Select(point => point.Throughput - Law.Throughput(point.Load))];

    /// <summary>1 − Σ residual² ÷ Σ (X − mean)².</summary>
    public double RSquared
    {
        get
        {
            var mean = Points.Average(point => point.Throughput);
            return 1 - Residuals.Sum(residual => residual * residual) / Points.Sum(point => (point.Throughput - mean) * (point.Throughput - mean));
        }
    }

    /// <summary>The largest |residual| ÷ measured, in percent.</summary>
    public double LargestErrorPercent => Points.Zip(Residuals, (point, residual) => 100 * Math.Abs(residual) / point.Throughput).Max();
}
