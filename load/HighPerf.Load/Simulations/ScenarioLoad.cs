namespace HighPerf.Load.Simulations;

/// <summary>All phases of a scenario, one after the other; either all open or all closed.</summary>
internal sealed class ScenarioLoad(IReadOnlyList<Phase> phases, bool isClosed)
{
    public IReadOnlyList<Phase> Phases { get; } = phases;

    /// <summary>Visitors come again when they are done, instead of at times of their own.</summary>
    public bool IsClosed { get; } = isClosed;

    public double Seconds => Phases[^1].Ends;

    /// <summary>Visitors of a closed loop, so many seconds after its beginning.</summary>
    public int CopiesAt(double seconds)
    {
        foreach (var phase in Phases)
        {
            if (seconds < phase.Ends) return (int)Math.Round(phase.At(seconds));
        }

        return 0;
    }

    /// <summary>Whether the rate, or the number of visitors, stays the same from then to the end.</summary>
    public bool IsSteadyFrom(double seconds)
    {
        var last = Phases.Where(phase => phase.Ends > seconds).ToList();
        return last.Count > 0 && last.TrueForAll(phase => Math.Abs(phase.From - last[0].From) < 1e-9 && Math.Abs(phase.To - last[0].From) < 1e-9);
    }
}
