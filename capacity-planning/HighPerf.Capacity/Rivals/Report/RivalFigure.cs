namespace HighPerf.Capacity.Rivals.Report;

/// <summary>A row of the comparison.</summary>
/// <param name="Name">Short: it stands below bars, too.</param>
/// <param name="MoreIsBetter">The ratio is new by old; otherwise old by new, so that above 1 is always better.</param>
/// <param name="Cpus">Of the machine under load.</param>
internal sealed record RivalFigure(string Name, string Unit, TurnFigures Old, TurnFigures New, bool MoreIsBetter, double Cpus, string Note)
{
    /// <summary>Of the medians; where a search has found a bound only, the bound of the ratio: the least that the new one does by the most of the old one, or the other way round.</summary>
    public double Ratio => (Old.IsAtLeast, New.IsAtLeast) switch
    {
        (false, true) => Lowest,
        (true, false) => Highest,
        _ => MoreIsBetter ? New.Median / Old.Median : Old.Median / New.Median,
    };

    /// <summary>With what it is a bound of, and of searches what it may be.</summary>
    public string RatioText => (Old.IsAtLeast, New.IsAtLeast) switch
    {
        (false, false) => Figures.Text(Ratio) + " ×" + (Old.IsSearched ? $" ({Figures.Text(Lowest)} … {Figures.Text(Highest)})" : ""),
        (false, true) => "at least " + Figures.Text(Ratio) + " ×",
        (true, false) => "at most " + Figures.Text(Ratio) + " ×",
        _ => "not known",
    };

    /// <summary>Below a bar.</summary>
    public string BarName => (Old.IsAtLeast, New.IsAtLeast) switch
    {
        (false, false) => Name,
        (false, true) => Name + " (≥)",
        (true, false) => Name + " (≤)",
        _ => Name + " (not known)",
    };

    private double Lowest => New.Least / Old.Most;

    private double Highest => New.Most / Old.Least;
}
