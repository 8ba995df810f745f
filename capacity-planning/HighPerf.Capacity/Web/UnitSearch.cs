namespace HighPerf.Capacity.Web;

/// <summary>
/// Looks for the unit of a grid whose most users are a little beyond what can be served: from a tenth more users than would take all processors, up while they are served within
/// the bounds, down while no run of them is valid.
/// </summary>
/// <param name="grid">The multiples.</param>
/// <param name="users">Who would take all processors, by what one takes of them when there are few (the utilisation law).</param>
internal sealed class UnitSearch(WebGrid grid, double users)
{
    private const double First = 1.1;
    private const double Up = 1.1;
    private const double Down = 0.93;
    private const int Most = 8; // units that are tried

    private int _tried;
    private bool _isDown; // a number of users could not be measured

    /// <summary>What to try next; null when it is found, or none of <see cref="Most"/> was it.</summary>
    public int? Next { get; private set; } = grid.UnitFor(users * First);

    /// <summary>The largest that was measured; null before one was.</summary>
    public int? Found { get; private set; }

    /// <summary>The most users of <see cref="Next"/> were measured, served within the bounds or not.</summary>
    public void Measured(bool isServed)
    {
        Found = Next;
        Go(isServed && !_isDown ? Math.Max(Next!.Value + grid.Step, grid.UnitFor(grid.MostUsers(Next.Value) * Up)) : null);
    }

    /// <summary>No run of them was valid.</summary>
    public void Invalid()
    {
        _isDown = true;
        var smaller = Math.Min(Next!.Value - grid.Step, grid.UnitFor(grid.MostUsers(Next.Value) * Down));
        Go(Found is null && smaller > 0 ? smaller : null);
    }

    private void Go(int? next) => Next = ++_tried < Most ? next : null;
}
