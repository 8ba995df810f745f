namespace HighPerf.Load.Plans;

/// <summary>
/// A load simulation. Open (arrivals do not wait for answers): <c>inject</c> at a rate, <c>inject_poisson</c> with independent arrivals,
/// <c>ramping_inject</c> from the rate before to this one, <c>stepping_inject</c> likewise in equal steps. Closed: <c>keep_constant</c> and
/// <c>ramping_constant</c> copies. <c>pause</c>: nobody comes.
/// </summary>
/// <param name="Rate">Arrivals a second.</param>
/// <param name="From">Of a ramp or steps, unless it is the rate before.</param>
/// <param name="Steps">How many steps there are on the way to <paramref name="Rate"/>.</param>
/// <param name="Copies">Visitors of a closed loop, each of whom comes again when done.</param>
internal sealed record SimulationPlan(string Simulation, double? Rate, double? From, int? Steps, int? Copies, string During);
