namespace HighPerf.Capacity.Models;

/// <summary>
/// L = λW (J. D. C. Little, "A Proof for the Queuing Formula: L = λW", Operations Research 9(3), 1961): three measurements that cannot disagree unless one of them is wrong.
/// </summary>
/// <param name="ThroughputPerSecond">λ.</param>
/// <param name="MeanResponseSeconds">W.</param>
/// <param name="MeanNumber">L, observed by other means.</param>
/// <param name="TolerancePercent">How far they may be apart.</param>
internal sealed record LittlesLaw(double ThroughputPerSecond, double MeanResponseSeconds, double MeanNumber, double TolerancePercent = 5)
{
    /// <summary>λW.</summary>
    public double ExpectedNumber => ThroughputPerSecond * MeanResponseSeconds;

    /// <summary>(L − λW) ÷ λW, in percent: above 0, more were there than the response times account for.</summary>
    public double DeviationPercent => MeanNumber.Equals(ExpectedNumber) ? 0 : 100 * (MeanNumber - ExpectedNumber) / ExpectedNumber;

    public bool IsKept => Math.Abs(DeviationPercent) <= TolerancePercent;
}
