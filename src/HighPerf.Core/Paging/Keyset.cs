namespace HighPerf.Core.Paging;

/// <summary>The place of a row in a list ordered by time and id.</summary>
public readonly record struct Keyset(DateTime At, Guid Id);
