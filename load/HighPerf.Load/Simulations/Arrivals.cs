namespace HighPerf.Load.Simulations;

/// <summary>
/// When visitors arrive, one loop's share of them. The k-th of all arrives when the integral of the rate reaches k + ½, whatever the servers do;
/// several loops take turns. Poisson arrivals are those of a unit process under the same integral (time change), each loop with one of its own.
/// </summary>
/// <param name="share">Which loop, from 0.</param>
/// <param name="loops">Of how many.</param>
internal sealed class Arrivals(ScenarioLoad load, int share, int loops, Random random)
{
    private int _phase;
    private double _before; // arrivals of the phases before
    private double _last = -1; // where the last one was, in arrivals of all loops

    /// <summary>The next one, in nanoseconds after the beginning of the load; <see cref="long.MaxValue"/> when there is none.</summary>
    public long Next()
    {
        for (; _phase < load.Phases.Count; _phase++)
        {
            var phase = load.Phases[_phase];
            var next = phase.IsPoisson ? Math.Max(_last, _before) - loops * Math.Log(1 - random.NextDouble()) : NextOfGrid();
            if (next - _before < phase.Count)
            {
                _last = next;
                return (long)((phase.Begins + phase.TimeOf(next - _before)) * 1e9);
            }

            _before += phase.Count;
        }

        return long.MaxValue;
    }

    /// <summary>The next of share + ½, share + loops + ½, … that is neither in a phase before nor taken.</summary>
    private double NextOfGrid()
    {
        var first = Math.Ceiling((_before - share - 0.5) / loops);
        var next = Math.Floor((_last - share - 0.5) / loops) + 1; // no small number is added: beyond 2²⁴ it would be lost
        return share + 0.5 + Math.Max(0, Math.Max(first, next)) * loops;
    }
}
