using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Rivals.Report;

/// <summary>A system's figure: the median of its turns, and how far these were apart.</summary>
/// <param name="IsAtLeast">In one of them something else than the system ended the search.</param>
internal sealed record TurnFigures(IReadOnlyList<double> Turns, bool IsAtLeast)
{
    public double Median { get; } = Percentiles.Of([.. Turns], 0.5);

    /// <summary>Three digits that count, and of several turns the least and the most.</summary>
    public string Text =>
        (IsAtLeast ? "≥ " : "") + Figures.Text(Median) + (Turns.Count > 1 ? $" ({Figures.Text(Turns.Min())} … {Figures.Text(Turns.Max())})" : "");
}
