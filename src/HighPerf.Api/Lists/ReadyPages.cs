using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using HighPerf.Api.Paging;

namespace HighPerf.Api.Lists;

/// <summary>The pages of one list that were asked for, by place and by URL; bounded, and begun anew when full.</summary>
internal sealed class ReadyPages<T>(ListKind<T> kind) where T : class
{
    private const int MaxRows = 100_000; // of all pages and URLs together: half a kilobyte each is 50 MB
    private const int MaxUrls = 16_384;
    private const int LongestQuery = 256;

    private readonly ConcurrentDictionary<ListPlace, ListPage<T>> _pages = new();
    private readonly ConcurrentDictionary<string, KnownUrl<T>> _urls = new(StringComparer.Ordinal);

    private int _rows;

    /// <summary>By the query string as it came.</summary>
    public bool TryFind(string query, [NotNullWhen(true)] out KnownUrl<T>? known) => _urls.TryGetValue(query, out known);

    /// <summary>The page of a place, known by this request's query string from now on.</summary>
    public KnownUrl<T> Get(ListPlace place, HttpContext context)
    {
        var query = context.Request.QueryString.Value ?? "";
        if (TryFind(query, out var known)) return known;
        if (_urls.Count >= MaxUrls) Forget();
        known = new KnownUrl<T>(At(place), NextLink.Prefix(context, kind.Path));
        if (query.Length > LongestQuery) return known;
        Charge(place.Limit); // it keeps the answer of the version it was last asked for, which may be none of its page's by now
        return _urls[query] = known;
    }

    /// <summary>The page of a place.</summary>
    public ListPage<T> At(ListPlace place)
    {
        if (_pages.TryGetValue(place, out var page)) return page;
        Charge(place.Limit);
        return _pages.GetOrAdd(place, new ListPage<T>(kind, place));
    }

    private void Charge(int rows)
    {
        if (Interlocked.Add(ref _rows, rows) > MaxRows) Forget();
    }

    private void Forget()
    {
        _urls.Clear();
        _pages.Clear();
        Interlocked.Exchange(ref _rows, 0);
    }
}
