namespace HighPerf.Api.Paging;

/// <summary>The query parameters of every list, as they came.</summary>
internal readonly record struct PageQuery(string? Page, string? Limit, string? Offset, string? Cursor);
