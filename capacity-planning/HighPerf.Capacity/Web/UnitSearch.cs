namespace HighPerf.Capacity.Web;

/// <summary>
/// Looks for the unit of a grid whose most users are a little more than are served within the bounds: from a tenth more users than would take all processors, up by tenths while they
/// are served, and else by halves between the most who were served and the fewest who were not, until those are a tenth apart. Users of whom no run is valid are too many, too.
/// </summary>
/// <param name="grid">The multiples.</param>
/// <param name="served">Users who were served.</param>
/// <param name="estimate">Who would take all processors, by what one of those takes (the utilisation law).</param>
internal sealed class UnitSearch(WebGrid grid, int served, double estimate)
{
    private const double Step = 1.1;
    private const int Most = 10; // units that are tried

    private readonly int _scouted = grid.UnitFor(served);
    private int _tried;
    private int _served = grid.UnitFor(served);
    private int _tooMany; // 0: not known yet
    private bool _isMeasured; // of those who are too many: they were measured

    /// <summary>What to try next; null when it is found, or none of <see cref="Most"/> was it.</summary>
    public int? Next { get; private set; } = Math.Max(grid.UnitFor(estimate * Step), grid.UnitFor(served) + grid.Step);

    /// <summary>The fewest who were measured and too many; where those cannot be measured, the most who could; null when nobody was.</summary>
    public int? Found => _isMeasured ? _tooMany : _served > _scouted ? _served : null;

    /// <summary>The most users of <see cref="Next"/> were measured, served within the bounds or not.</summary>
    public void Measured(bool isServed)
    {
        if (isServed) _served = Next!.Value;
        else (_tooMany, _isMeasured) = (Next!.Value, true);
        Go();
    }

    /// <summary>No run of them was valid.</summary>
    public void Invalid()
    {
        (_tooMany, _isMeasured) = (Next!.Value, false);
        Go();
    }

    private void Go()
    {
        var next = _tooMany == 0 ? Math.Max(_served + grid.Step, grid.UnitFor(grid.MostUsers(_served) * Step)) : grid.UnitFor(grid.MostUsers(_served + _tooMany) / 2.0);
        var isClose = _tooMany > 0 && (_tooMany <= _served * Step || next <= _served) && Found is not null;
        Next = ++_tried < Most && !isClose && (grid.IsClosedIn || Found is null) && next > _served ? next : null;
    }
}
