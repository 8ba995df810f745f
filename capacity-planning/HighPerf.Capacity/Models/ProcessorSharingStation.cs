namespace HighPerf.Capacity.Models;

/// <summary>
/// Processors shared by many short requests: each gets an equal part, and no more than one of them. M/G/m-PS, whose mean does not depend on the distribution of the demands, only on
/// their mean (F. P. Kelly, <i>Reversibility and Stochastic Networks</i>, Wiley 1979, section 3.3: a symmetric queue whose rate may depend on how many are present; here min(n, m)).
/// With one processor R = D ÷ (1 − ρ).
/// </summary>
/// <param name="ArrivalRate">λ, per second.</param>
/// <param name="DemandSeconds">D: processor seconds of one request.</param>
/// <param name="Processors">m; may be a quota such as 1.5 or 0.5.</param>
internal sealed record ProcessorSharingStation(double ArrivalRate, double DemandSeconds, double Processors)
{
    /// <summary>λmax = m ÷ D, per second.</summary>
    public double SaturationRate => Processors / DemandSeconds;

    /// <summary>ρ = λD ÷ m.</summary>
    public double Utilisation => ArrivalRate * DemandSeconds / Processors;

    public bool IsStable => Utilisation < 1;

    /// <summary>L: the mean number of requests in progress.</summary>
    public double MeanPresent
    {
        get
        {
            if (!IsStable) return double.PositiveInfinity;
            // πn ∝ Π λD ÷ min(i, m), i = 1 … n: up to ⌊m⌋ term by term, from there a geometric series.
            var (offered, rho, whole) = (ArrivalRate * DemandSeconds, Utilisation, (int)Processors);
            var (term, sum, present) = (1.0, 1.0, 0.0);
            for (var n = 1; n <= whole; n++)
            {
                term *= offered / n;
                sum += term;
                present += n * term;
            }

            var (more, moreAndHowMany) = (rho / (1 - rho), rho / ((1 - rho) * (1 - rho))); // Σ ρ^j and Σ j·ρ^j, j ≥ 1
            return (present + term * (whole * more + moreAndHowMany)) / (sum + term * more);
        }
    }

    /// <summary>R, seconds, by Little's law; D ÷ min(1, m) when nobody else is there.</summary>
    public double MeanResponseSeconds => ArrivalRate > 0 ? MeanPresent / ArrivalRate : DemandSeconds / Math.Min(1, Processors);
}
