namespace HighPerf.Load.Results;

/// <summary>How a scenario's visitors came, in the measured time.</summary>
/// <param name="IsClosed">They came when they were done, and not at times of their own.</param>
/// <param name="IsSteady">The rate, or the number of visitors, stayed the same.</param>
/// <param name="Scheduled">How many were to come; 0 of a closed one.</param>
/// <param name="Rate">Of the plan, visitors a second on average; or how many at once, of a closed one.</param>
internal sealed record ScenarioResult(string Name, bool IsClosed, bool IsSteady, double Scheduled, double Rate);
