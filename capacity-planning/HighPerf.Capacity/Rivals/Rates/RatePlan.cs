namespace HighPerf.Capacity.Rivals.Rates;

/// <summary>A plan of hpload that is asked at several rates.</summary>
/// <param name="Plan">Its file, in <c>capacity-planning/plans</c>.</param>
/// <param name="Step">Whose right answers are counted.</param>
/// <param name="Settings">Of a run at a rate: what is new for each is made here.</param>
internal sealed record RatePlan(string Plan, string Step, Func<double, Task<IReadOnlyDictionary<string, string>>> Settings);
