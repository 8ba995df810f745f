using HighPerf.Core.Rankings;

namespace HighPerf.Api.Lists;

/// <summary>One page of a list through all versions of the standings: built when asked for, and kept while its rows stay the same.</summary>
internal sealed class ListPage<T>(ListKind<T> kind, ListPlace place) where T : class
{
    private volatile BuiltPage<T>? _built;

    public ListKind<T> Kind => kind;

    /// <summary>The page in this version.</summary>
    public BuiltPage<T> In(StandingsView view)
    {
        var built = _built;
        if (built?.Version == view.Version) return built;
        var list = kind.Lists(view).Of(place.CityKey);
        var offset = place.After is { } after ? kind.IndexAfter(list, after) : place.Offset;
        var rows = new T[Math.Max(0, Math.Min(place.Limit, list.Count - (long)offset))];
        list.CopyTo(offset, rows);
        var hasMore = list.Count - (long)offset > place.Limit;
        if (built is not null && built.Shows(rows, hasMore)) return _built = built with { Version = view.Version };
        var bytes = kind.Write(rows, offset);
        // All rows are other objects after a new start, and say the same.
        var body = built is not null && built.Body.Plain.Bytes.AsSpan().SequenceEqual(bytes) ? built.Body : new ReadyBody(bytes);
        return _built = new BuiltPage<T>(view.Version, rows, body, hasMore ? kind.NextPlace(place, rows) : null);
    }
}
