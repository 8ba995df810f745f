namespace HighPerf.Load.Engine;

/// <summary>Visitors of one closed scenario, one loop's share of them: there are as many as the simulation says, each of whom comes again when gone.</summary>
internal sealed class ClosedSource(Scenario scenario, int share, int loops)
{
    private int _here;

    public Scenario Scenario { get; } = scenario;

    /// <summary>How many are to come.</summary>
    public int Missing(long now)
    {
        var all = Scenario.Load.CopiesAt(now / 1e9);
        return all / loops + (all % loops > share ? 1 : 0) - _here;
    }

    public void Came() => _here++;

    public void Left() => _here--;
}
