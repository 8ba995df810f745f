using HighPerf.Core.Rankings;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace HighPerf.Api.Lists;

/// <summary>Sends a page that is ready, in the coding the client takes (RFC 9110 §12.5.3), or 304 to a client that has it (§13.1.2).</summary>
internal sealed class ReadyPageResult<T>(KnownUrl<T> known, StandingsView view) : IResult where T : class
{
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, known, view);

    public static Task WriteAsync(HttpContext context, KnownUrl<T> known, StandingsView view)
    {
        var answer = known.In(view, TakesGzip(context.Request.Headers.AcceptEncoding));
        var response = context.Response;
        response.Headers.ETag = answer.ETag;
        response.Headers.CacheControl = "public, max-age=1";
        response.Headers.Vary = known.Kind.Vary;
        if (answer.Link is { } link) response.Headers.Link = link;
        if (Has(context.Request.Headers.IfNoneMatch, answer.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Bytes.Length;
        if (answer.IsGzip) response.Headers.ContentEncoding = "gzip";
        var written = response.BodyWriter.WriteAsync(answer.Bytes);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    private static bool TakesGzip(StringValues accepted)
    {
        if (accepted.Count == 0) return false;
        if (accepted.Count == 1 && accepted[0] is { } one && !one.Contains(';', StringComparison.Ordinal)) // the usual one: no weights
        {
            foreach (var range in one.AsSpan().Split(','))
            {
                if (one.AsSpan(range).Trim().Equals("gzip", StringComparison.OrdinalIgnoreCase)) return true;
            }

            return false;
        }

        return StringWithQualityHeaderValue.TryParseList(accepted, out var codings)
            && codings.Any(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is null or > 0);
    }

    private static bool Has(StringValues given, string etag)
    {
        if (given.Count == 0) return false;
        return given == etag || IsAmong(given, etag); // the usual one, and all others
    }

    private static bool IsAmong(StringValues given, string etag) => EntityTagHeaderValue.TryParseList(given, out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(etag, StringComparison.Ordinal));
}
