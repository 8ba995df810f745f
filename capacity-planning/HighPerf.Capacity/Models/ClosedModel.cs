namespace HighPerf.Capacity.Models;

/// <summary>
/// N users who think, ask, wait for the answer, and think again. Mean value analysis of one class (M. Reiser and S. S. Lavenberg, JACM 27(2), 1980; E. D. Lazowska et al.,
/// <i>Quantitative System Performance</i>, Prentice Hall 1984, chapter 6): exact for single servers and delays. A station of c servers is A. Seidmann's approximation
/// (Seidmann, Schweitzer and Shalev-Oren, 1987): a single server c times as fast, and a delay of D(c − 1) ÷ c; exact for one user and at saturation.
/// </summary>
/// <param name="ThinkSeconds">Z: between an answer and the next request.</param>
internal sealed record ClosedModel(double ThinkSeconds, IReadOnlyList<ClosedStation> Stations)
{
    /// <summary>For 1 user, 2 users, and so on.</summary>
    public IReadOnlyList<ClosedState> SolveUpTo(int users)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 1);
        var states = new List<ClosedState>(users);
        var queues = new double[Stations.Count]; // at the single server part, with one user less
        var responses = new double[Stations.Count];
        for (var n = 1; n <= users; n++)
        {
            for (var k = 0; k < queues.Length; k++) responses[k] = Queueing(Stations[k]) * (1 + queues[k]);
            var response = Stations.Select((station, k) => responses[k] + Delay(station)).Sum();
            var throughput = n / (ThinkSeconds + response);
            for (var k = 0; k < queues.Length; k++) queues[k] = throughput * responses[k];
            states.Add(new ClosedState(n, throughput, response, [.. Stations.Select((station, k) => State(station, throughput, responses[k] + Delay(station)))]));
        }

        return states;
    }

    private static double Queueing(ClosedStation station) => station.Servers > 0 ? station.DemandSeconds / station.Servers : 0;

    private static double Delay(ClosedStation station) => station.DemandSeconds - Queueing(station);

    private static ClosedStationState State(ClosedStation station, double throughput, double response) =>
        new(station.Name, response, throughput * response, throughput * station.DemandSeconds / Math.Max(1, station.Servers));
}
