namespace HighPerf.Capacity.Rivals.Rates;

/// <summary>A search, as it went: its <c>search.json</c>. The run of the best rate is in <c>best</c> beside it.</summary>
/// <param name="Best">Largest rate that was sustained, a second.</param>
/// <param name="IsAtLeast">What ended it was the generator, or the number of tries, and not the system.</param>
/// <param name="AfterMiB">What the machine under load held for itself after the last rate.</param>
internal sealed record RateRecord(double Best, bool IsAtLeast, double AfterMiB, IReadOnlyList<RateProbe> Probes)
{
    /// <summary>The least rate that was not sustained; infinite when all were.</summary>
    public double LeastTooMuch => Probes.Where(probe => probe.Verdict != RateVerdict.Sustained).Select(probe => probe.Rate).DefaultIfEmpty(double.PositiveInfinity).Min();
}
