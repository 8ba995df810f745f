namespace HighPerf.Core.Paging;

/// <summary>Which rows of a list: those after a row, or those from an offset.</summary>
public readonly record struct Slice(int Offset, int Limit, Keyset? After = null);
