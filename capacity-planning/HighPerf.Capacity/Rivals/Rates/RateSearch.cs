namespace HighPerf.Capacity.Rivals.Rates;

/// <summary>
/// Looks for the largest rate that is sustained: grows by a factor until one is not (or shrinks until one is), and then halves, by its logarithm, what is left between.
/// </summary>
/// <param name="first">Where it begins, a second.</param>
/// <param name="growth">Above 1.</param>
/// <param name="precision">It ends when what was not sustained is above what was by no more than this share.</param>
/// <param name="most">Rates that are tried.</param>
internal sealed class RateSearch(double first, double growth, double precision, int most)
{
    private const double Least = 0.1; // a second: what cannot do that does nothing

    private double? _beyond;
    private RateVerdict _end = RateVerdict.Sustained;
    private int _tried;

    /// <summary>The largest that was sustained; null when none was.</summary>
    public double? Best { get; private set; }

    /// <summary>The system may do more than <see cref="Best"/>: what ended the search was not the system, or the tries were not enough to close in on it.</summary>
    public bool IsAtLeast => _end != RateVerdict.Missed || !IsClose;

    /// <summary>The rate to try next; null when the search has ended.</summary>
    public double? Next => (_tried == most, Best, _beyond) switch
    {
        (true, _, _) => null,
        (_, null, null) => first,
        (_, { } best, null) => best * growth,
        (_, null, { } beyond) => beyond / growth < Least ? null : beyond / growth,
        (_, { } best, { } beyond) => IsClose ? null : Math.Sqrt(best * beyond),
    };

    private bool IsClose => _beyond / Best <= 1 + precision;

    public void Note(double rate, RateVerdict verdict)
    {
        _tried++;
        if (verdict == RateVerdict.Sustained) Best = Math.Max(Best ?? 0, rate);
        else if (_beyond is null || rate < _beyond) (_beyond, _end) = (rate, verdict);
    }
}
