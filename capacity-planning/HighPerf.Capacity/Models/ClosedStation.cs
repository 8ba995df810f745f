namespace HighPerf.Capacity.Models;

/// <summary>A station that a fixed number of users come back to.</summary>
/// <param name="DemandSeconds">D: what a user's whole visit needs there, visits × service time.</param>
/// <param name="Servers">c; 0 for a delay, where nobody waits.</param>
internal sealed record ClosedStation(string Name, double DemandSeconds, int Servers = 1);
