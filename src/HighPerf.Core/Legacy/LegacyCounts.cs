namespace HighPerf.Core.Legacy;

/// <summary>How many rows the old database has, as it counts them itself.</summary>
internal readonly record struct LegacyCounts(long Players, long Videos, long Votes);
