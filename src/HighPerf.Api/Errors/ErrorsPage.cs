using System.Globalization;
using System.Net;
using System.Text;
using HighPerf.Api.Configuration;
using HighPerf.Core.Errors;
using HighPerf.Core.Videos;

namespace HighPerf.Api.Errors;

/// <summary>The page of errors, made from the catalogue: what <c>type</c> of a problem points to (RFC 9457 §3.1.1).</summary>
internal static class ErrorsPage
{
    private const string Path = "/errors";

    public static string UrlOf(HttpContext context, Error error) =>
        $"{context.RequestServices.GetRequiredService<ApiOptions>().Site}{Path}#{error.Code}";

    public static void MapErrors(this IEndpointRouteBuilder routes)
    {
        var page = Write();
        routes.MapGet(Path, () => Results.Content(page, "text/html; charset=utf-8")).ExcludeFromDescription();
    }

    private static string Write()
    {
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>HighPerf: errors</title>
            <style>body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
            th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}:target{background:#fff3d6}code{white-space:nowrap}</style>
            <h1>Errors</h1>
            <p>Every refusal is <code>application/problem+json</code> (RFC 9457; only 416, for a range of bytes that a file does not have, has no body): <code>code</code> is stable and for programs, <code>detail</code>
            is what a player reads, <code>errors</code> names the fields, <code>trace_id</code> the request, which the log
            has when the status is 500 or more. 429 and 503 carry <code>Retry-After</code>.</p>
            <table>
            <tr><th>status</th><th>code</th><th>detail</th></tr>

            """);
        foreach (var code in ErrorCatalogue.All.GroupBy(error => error.Code, StringComparer.Ordinal))
        {
            var first = code.First();
            page.Append(CultureInfo.InvariantCulture, $"<tr id=\"{first.Code}\"><td>{first.Status}</td><td><code>{first.Code}</code></td><td lang=\"es\">")
                .AppendJoin("<br>", code.Select(error => WebUtility.HtmlEncode(error.Detail))).Append("</td></tr>\n");
        }

        page.Append("</table>\n<h2>Why a video failed</h2>\n<p>The <code>error</code> of a video whose status is <code>failed</code>.</p>\n<table>\n");
        foreach (var failure in VideoFailure.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{failure.Code}</code></td><td lang=\"es\">{WebUtility.HtmlEncode(failure.Reason)}</td></tr>\n");
        }

        return page.Append("</table>\n</html>\n").ToString();
    }
}
