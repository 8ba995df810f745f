namespace HighPerf.Core.Seeding;

/// <summary>What was added, and the numbers in the first and last e-mail.</summary>
public sealed record SeedResult(long Players, long Videos, long Votes, long Files, long FirstNumber, long LastNumber);
