namespace HighPerf.Capacity.Rivals.Report;

/// <summary>A row of the comparison.</summary>
/// <param name="Name">Short: it stands below bars, too.</param>
/// <param name="MoreIsBetter">The ratio is new by old; otherwise old by new, so that above 1 is always better.</param>
/// <param name="OldIsAtLeast">The generator ended the search for the old one's figure.</param>
/// <param name="NewIsAtLeast">Likewise.</param>
/// <param name="Cpus">Of the machine under load.</param>
internal sealed record RivalFigure(string Name, string Unit, double Old, double New, bool MoreIsBetter, bool OldIsAtLeast, bool NewIsAtLeast, double Cpus, string Note)
{
    public double Ratio => MoreIsBetter ? New / Old : Old / New;

    /// <summary>With what it is a bound of.</summary>
    public string RatioText => (OldIsAtLeast, NewIsAtLeast) switch
    {
        (false, false) => Figures.Text(Ratio) + " ×",
        (false, true) => "at least " + Figures.Text(Ratio) + " ×",
        (true, false) => "at most " + Figures.Text(Ratio) + " ×",
        _ => "not known",
    };
}
