namespace HighPerf.Capacity.Rivals.Report;

/// <summary>A row of the comparison.</summary>
/// <param name="Name">Short: it stands below bars, too.</param>
/// <param name="MoreIsBetter">The ratio is new by old; otherwise old by new, so that above 1 is always better.</param>
/// <param name="Cpus">Of the machine under load.</param>
internal sealed record RivalFigure(string Name, string Unit, TurnFigures Old, TurnFigures New, bool MoreIsBetter, double Cpus, string Note)
{
    public double Ratio => MoreIsBetter ? New.Median / Old.Median : Old.Median / New.Median;

    /// <summary>With what it is a bound of.</summary>
    public string RatioText => (Old.IsAtLeast, New.IsAtLeast) switch
    {
        (false, false) => Figures.Text(Ratio) + " ×",
        (false, true) => "at least " + Figures.Text(Ratio) + " ×",
        (true, false) => "at most " + Figures.Text(Ratio) + " ×",
        _ => "not known",
    };
}
