namespace HighPerf.Capacity.Campaigns;

/// <summary>A row of hpload's <c>summary</c>: times in seconds from when a step was to begin; null without a right answer, and where the generator was late by more than a tenth of it.</summary>
/// <param name="Resets">Connections that the server ended before it had answered, asked anew or not.</param>
internal sealed record LoadNumbers(
    string Scenario, string Step, double OkPerSecond, double Errors, long Resets, double? Service, double? Mean, double? Deviation, double? P50, double? P90, double? P95, double? P99, double? Max);
