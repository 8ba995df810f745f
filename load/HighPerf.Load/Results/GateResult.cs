namespace HighPerf.Load.Results;

/// <summary>Whether the numbers can be stood behind, in one respect.</summary>
/// <param name="Finding">What was found, in one line.</param>
/// <param name="IsOfMachine">It is of the numbers alone, and of what disturbs them; the others say that the wrong thing was asked or answered.</param>
internal sealed record GateResult(string Name, bool IsMet, string Finding, bool IsOfMachine = false);
