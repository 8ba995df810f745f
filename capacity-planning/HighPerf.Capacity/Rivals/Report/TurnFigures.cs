using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Rivals.Report;

/// <summary>A system's figure: the median of its turns, and how far these were apart.</summary>
/// <param name="IsAtLeast">In one of them something else than the system ended the search.</param>
/// <param name="TooMuch">Of a search, the least rate of each turn that was not sustained: what the system can do is between its turn's figure and this.</param>
internal sealed record TurnFigures(IReadOnlyList<double> Turns, bool IsAtLeast, IReadOnlyList<double>? TooMuch = null)
{
    public double Median { get; } = Percentiles.Of([.. Turns], 0.5);

    public double Least => Turns.Min();

    /// <summary>It does not do more; infinite when that is not known.</summary>
    public double Most => IsAtLeast ? double.PositiveInfinity : TooMuch?.Max() ?? Turns.Max();

    public bool IsSearched => TooMuch is not null;

    /// <summary>Three digits that count, and the least and the most.</summary>
    public string Text
    {
        get
        {
            var most = IsAtLeast ? Turns.Max() : Most;
            return (IsAtLeast ? "≥ " : "") + Figures.Text(Median) + (Turns.Count > 1 || IsSearched ? $" ({Figures.Text(Least)} … {Figures.Text(most)})" : "");
        }
    }
}
