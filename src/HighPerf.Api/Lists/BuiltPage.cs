namespace HighPerf.Api.Lists;

/// <summary>A page of a list in one version of the standings, of which it keeps no more than its rows.</summary>
/// <param name="Next">What the link to the page after it asks for, such as <c>offset=20</c>; null at the end of the list.</param>
internal sealed record BuiltPage<T>(long Version, T[] Rows, ReadyBody Body, string? Next) where T : class
{
    /// <summary>Rows are immutable: the same ones are written the same.</summary>
    public bool Shows(T[] rows, bool hasMore)
    {
        if (rows.Length != Rows.Length || hasMore != (Next is not null)) return false;
        for (var i = 0; i < rows.Length; i++)
        {
            if (!ReferenceEquals(rows[i], Rows[i])) return false;
        }

        return true;
    }
}
