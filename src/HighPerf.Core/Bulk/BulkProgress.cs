namespace HighPerf.Core.Bulk;

/// <summary>How far a long work has come: so many of what it counts (<c>players</c>, <c>votes</c>).</summary>
public readonly record struct BulkProgress(string Counting, long Done, long Total);
