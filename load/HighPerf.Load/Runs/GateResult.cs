namespace HighPerf.Load.Runs;

/// <summary>Whether the numbers can be stood behind, in one respect.</summary>
/// <param name="Finding">What was found, in one line.</param>
internal sealed record GateResult(string Name, bool IsMet, string Finding);
