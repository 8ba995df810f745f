namespace HighPerf.Capacity.Models;

/// <summary>
/// The universal scalability law: X(N) = γN ÷ (1 + α(N − 1) + βN(N − 1)).
/// N. J. Gunther, <i>Guerrilla Capacity Planning</i>, Springer 2007, and "A General Theory of Computational Scalability Based on Rational Functions", arXiv:0808.1431;
/// there relative to X(1), which is γ here and fitted too: the first measurement is no better than the others.
/// </summary>
/// <param name="Gamma">γ: throughput at N = 1, in X's unit.</param>
/// <param name="Alpha">α: contention, the share of the work that waits for others. 0 for none.</param>
/// <param name="Beta">β: coherency, what each pair costs. 0 for none: then there is no peak.</param>
internal sealed record UniversalScalability(double Gamma, double Alpha, double Beta)
{
    /// <summary>N at which X is largest: √((1 − α) ÷ β), infinite without β; not below 1.</summary>
    public double PeakLoad => Alpha >= 1 ? 1 : Beta > 0 ? Math.Max(1, Math.Sqrt((1 - Alpha) / Beta)) : double.PositiveInfinity;

    /// <summary>The largest X; without a peak what X approaches, γ ÷ α, infinite without α too.</summary>
    public double PeakThroughput => double.IsFinite(PeakLoad) ? Throughput(PeakLoad) : Alpha > 0 ? Gamma / Alpha : double.PositiveInfinity;

    /// <summary>X(N).</summary>
    public double Throughput(double load) => Gamma * load / (1 + Alpha * (load - 1) + Beta * load * (load - 1));

    /// <summary>
    /// Least squares of the absolute residuals: of the same simulated campaigns (8 loads, foretelling twice the largest) they foretold up to twice as well as relative
    /// ones when errors were constant or mixed, and by a fifth worse when errors were purely relative; and the large loads are those that one foretells from.
    /// </summary>
    /// <exception cref="ArgumentException">Fewer than four different loads, or a point that is not positive and finite.</exception>
    public static UniversalScalabilityFit Fit(IReadOnlyList<ScalabilityPoint> points)
    {
        if (points.Any(point => !double.IsFinite(point.Load) || !double.IsFinite(point.Throughput) || point.Load < 1 || point.Throughput <= 0))
            throw new ArgumentException("Every point needs a load of at least 1 and a throughput above 0.", nameof(points));
        var different = points.Select(point => point.Load).Distinct().Count();
        if (different < 4)
            throw new ArgumentException($"Three parameters need at least 4 different loads to be fitted and judged; there are {different}.", nameof(points));
        return new UniversalScalabilityFit(new ScalabilitySolver([.. points]).Solve(), points);
    }
}
