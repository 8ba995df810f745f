using Microsoft.Net.Http.Headers;

namespace HighPerf.Api.Rankings;

/// <summary>Sends a page, or 304 to a client that has it already (<c>If-None-Match</c>, RFC 9110 §13.1.2).</summary>
internal sealed class RankingResult(RankingPage page) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = page.ETag;
        response.Headers.CacheControl = "public, max-age=1";
        if (Has(httpContext.Request, page.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = page.Body.Length;
        await response.Body.WriteAsync(page.Body, httpContext.RequestAborted);
    }

    private static bool Has(HttpRequest request, string etag)
    {
        var given = request.Headers.IfNoneMatch;
        if (given.Count == 0) return false;
        if (given == etag) return true; // the usual one
        return EntityTagHeaderValue.TryParseList(given, out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(etag, StringComparison.Ordinal));
    }
}
