namespace HighPerf.Capacity.Web;

/// <summary>Which numbers of users are measured: multiples of one number, the unit.</summary>
/// <param name="Training">Multiples that models are fitted to, the most last.</param>
/// <param name="HeldOut">Multiples between those, predicted before they are measured.</param>
/// <param name="Scout">Users who are measured first, to see what one takes of the processors; 0: the unit is <paramref name="Step"/>.</param>
/// <param name="Step">The unit is a multiple of it.</param>
/// <param name="IsClosedIn">The unit is looked for until the most users are a little too many; else the first of whom a run is valid is taken.</param>
internal sealed record WebGrid(IReadOnlyList<int> Training, IReadOnlyList<int> HeldOut, int Scout, int Step, bool IsClosedIn = true)
{
    public int MostUsers(int unit) => unit * Training[^1];

    /// <summary>The largest at which no more than so many users are measured.</summary>
    public int UnitFor(double users) => Math.Max(1, (int)(users / Training[^1] / Step)) * Step;
}
