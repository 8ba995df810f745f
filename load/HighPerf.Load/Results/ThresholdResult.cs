namespace HighPerf.Load.Results;

/// <summary>Whether what the plan calls good enough was reached.</summary>
/// <param name="Found">The value; null when there is none, or none that can be stood behind.</param>
internal sealed record ThresholdResult(string Text, bool IsMet, string? Found);
