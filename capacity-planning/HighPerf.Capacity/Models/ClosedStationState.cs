namespace HighPerf.Capacity.Models;

/// <summary>What a station sees.</summary>
/// <param name="ResponseSeconds">Of one user's visit, waits included.</param>
/// <param name="Present">Mean number of users there, those in service included.</param>
/// <param name="Utilisation">Share of its servers' time, 0 to 1; of a delay how many are there.</param>
internal sealed record ClosedStationState(string Name, double ResponseSeconds, double Present, double Utilisation);
