namespace HighPerf.Capacity.Models;

/// <summary>A kind of request in a mix.</summary>
/// <param name="RatePerSecond">λ.</param>
/// <param name="SecondsPerRequest">D by the name of the resource; 0 where there is none.</param>
internal sealed record RequestDemand(string Kind, double RatePerSecond, IReadOnlyDictionary<string, double> SecondsPerRequest);
