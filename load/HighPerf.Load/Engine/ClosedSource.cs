namespace HighPerf.Load.Engine;

/// <summary>Visitors of one closed scenario, one loop's share of them: there are as many as the simulation says, each of whom comes again when gone.</summary>
internal sealed class ClosedSource(Scenario scenario, int share, int loops)
{
    private readonly Queue<long> _places = new(); // when the visitors went whose places are free
    private int _here;

    public Scenario Scenario { get; } = scenario;

    /// <summary>How many are to come.</summary>
    public int Missing(long now)
    {
        var all = Scenario.Load.CopiesAt(now / 1e9);
        var missing = all / loops + (all % loops > share ? 1 : 0) - _here;
        if (missing <= 0) _places.Clear(); // there are to be fewer: nobody comes for those who have gone
        return missing;
    }

    /// <summary>One of those who are missing comes.</summary>
    /// <returns>When that was due: when the one before was to go, however late the loop is; for one who was not here before, now.</returns>
    public long Come(long now)
    {
        _here++;
        return _places.TryDequeue(out var due) ? due : now;
    }

    /// <param name="due">When.</param>
    public void Left(long due)
    {
        _here--;
        _places.Enqueue(due);
    }
}
