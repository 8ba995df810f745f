using HighPerf.Api.Configuration;
using HighPerf.Core.Paging;
using Microsoft.AspNetCore.Http.Extensions;

namespace HighPerf.Api.Paging;

/// <summary>
/// <c>Link: &lt;…&gt;; rel="next"</c> (RFC 8288) of a list with more to come: the same request, from where this page ends. Stores are
/// asked for one row more than the page holds, which tells whether there is more.
/// </summary>
internal static class NextLink
{
    private static readonly string[] s_places = ["page", "offset", "cursor"];

    /// <summary>The slice that tells whether more follows.</summary>
    public static Slice AndOneMore(this Slice slice) => slice with { Limit = slice.Limit + 1 };

    /// <summary>Cuts the list to its page, and links to the next one.</summary>
    public static IEnumerable<T> Cut<T>(this IReadOnlyList<T> rows, Slice slice, HttpContext context, Func<T, Keyset> placeOf)
    {
        if (rows.Count <= slice.Limit) return rows;
        Set(context, "cursor", Cursor.Write(placeOf(rows[slice.Limit - 1])));
        return rows.Take(slice.Limit);
    }

    public static void Set(HttpContext context, string parameter, string value) =>
        context.Response.Headers.Link = $"{Prefix(context, context.Request.Path.ToUriComponent())}{parameter}={Uri.EscapeDataString(value)}>; rel=\"next\"";

    /// <summary>The link as far as the next page's place, which a parameter tells.</summary>
    public static string Prefix(HttpContext context, string path)
    {
        var query = new QueryBuilder();
        foreach (var (name, values) in context.Request.Query)
        {
            if (s_places.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            foreach (var given in values) query.Add(name, given ?? "");
        }

        var site = context.RequestServices.GetRequiredService<ApiOptions>().Site;
        var rest = query.ToString();
        return $"<{site}{path}{(rest.Length > 0 ? rest + "&" : "?")}";
    }
}
