namespace HighPerf.Capacity.Rivals.Report;

/// <summary>p95 of the ranking, seconds, beside so many percent of a system's log-ins.</summary>
/// <param name="KnownTo">Half of what the generator quotes to, seconds: what is below is not known any closer.</param>
internal sealed record OthersRow(int Percent, double Old, double New, double KnownTo)
{
    public double OldBound => Math.Max(Old, KnownTo);

    public double NewBound => Math.Max(New, KnownTo);

    public string OldText => Text(Old);

    public string NewText => Text(New);

    public string RatioText => (Old < KnownTo, New < KnownTo) switch
    {
        (true, true) => "not known",
        (true, false) => "at most " + Ratio,
        (false, true) => "at least " + Ratio,
        _ => Ratio,
    };

    private string Ratio => Figures.Text(OldBound / NewBound) + " ×";

    private string Text(double seconds) => seconds < KnownTo ? "< " + Figures.Text(1e3 * KnownTo) : Figures.Text(1e3 * seconds);
}
