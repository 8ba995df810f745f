using HighPerf.Load.Simulations;

namespace HighPerf.Load.Engine;

/// <summary>Visitors of one open scenario, with the next one's time known.</summary>
internal sealed class ArrivalSource(Scenario scenario, Arrivals arrivals)
{
    public Scenario Scenario { get; } = scenario;

    /// <summary>Nanoseconds after the beginning of the load, on a tick.</summary>
    public long Due { get; private set; } = Nap.TickFrom(arrivals.Next());

    /// <summary>How many were to come in the measured time, so far.</summary>
    public long Scheduled { get; set; }

    public void Advance() => Due = Nap.TickFrom(arrivals.Next());
}
