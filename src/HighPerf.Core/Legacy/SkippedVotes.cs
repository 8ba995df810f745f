namespace HighPerf.Core.Legacy;

/// <summary>Old votes that stay behind, and why.</summary>
public sealed record SkippedVotes(string Reason, long Votes);
