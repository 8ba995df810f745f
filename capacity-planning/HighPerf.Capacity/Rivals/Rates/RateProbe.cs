namespace HighPerf.Capacity.Rivals.Rates;

/// <summary>A rate that was tried.</summary>
/// <param name="Rate">Asked for, a second.</param>
/// <param name="OkPerSecond">Answered as they should be, of the step that is counted; null when the run was INVALID, as all below.</param>
/// <param name="P95Seconds">Of the slowest step.</param>
/// <param name="ErrorShare">Of the step that fails most.</param>
/// <param name="Finding">Why it is INVALID, or empty.</param>
internal sealed record RateProbe(double Rate, RateVerdict Verdict, double? OkPerSecond, double? P95Seconds, double? ErrorShare, string Finding);
