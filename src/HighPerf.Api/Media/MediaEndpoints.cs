using HighPerf.Api.Configuration;
using HighPerf.Api.Errors;
using HighPerf.Api.Limits;
using HighPerf.Core.Errors;
using HighPerf.Core.Storage;
using Microsoft.Net.Http.Headers;

namespace HighPerf.Api.Media;

/// <summary>
/// Clips and thumbnails with <c>Range</c> and <c>ETag</c> (RFC 9110), and originals behind a signature. Behind nginx it is told which file to send
/// (<c>X-Accel-Redirect</c>), and the bytes go from the page cache to the socket by sendfile(2); Kestrel would carry them through its own memory.
/// </summary>
internal static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        var media = routes.MapGroup("/media").WithTags("Media").Refuses(404, 412)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status416RangeNotSatisfiable, typeof(void)));
        media.MapGet("/processed/{key}", ProcessedAsync).WithName("clip").WithSummary("A showcase clip or its thumbnail; Range and ETag")
            .Produces(StatusCodes.Status200OK, contentType: "video/mp4", additionalContentTypes: "image/jpeg")
            .Produces(StatusCodes.Status206PartialContent, contentType: "video/mp4", additionalContentTypes: "image/jpeg").Refuses(429, 503);
        media.MapGet("/original/{key}", Original).WithName("original").WithSummary("An original, by its owner's signed link")
            .Produces(StatusCodes.Status200OK, contentType: "video/mp4")
            .Produces(StatusCodes.Status206PartialContent, contentType: "video/mp4").Refuses(403);
    }

    private static async Task<IResult> ProcessedAsync(
        string key, HttpContext context, ApiOptions options, LocalStorage storage, ServedFiles served, AddressLimiter limiter, CancellationToken cancellationToken)
    {
        if (!StorageKeys.IsKey(key)) return ErrorCatalogue.NotFound.ToResult();
        if (!served.IsKnown(key))
        {
            if (limiter.Take(context) is { Ticks: > 0 } wait) return ErrorCatalogue.TooManyRequests.ToResult(retryAfter: wait);
            if (!await served.FindAsync(key, cancellationToken)) return ErrorCatalogue.NotFound.ToResult();
        }

        // A key is never used for other bytes, so that it is its own version and may be kept for a year.
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Send(context, options, storage.ProcessedPath(key), "/internal/processed/", key, key.EndsWith(".jpg", StringComparison.Ordinal) ? "image/jpeg" : "video/mp4");
    }

    private static IResult Original(string key, string? exp, string? sig, HttpContext context, ApiOptions options, LocalStorage storage, UrlSigner signer)
    {
        if (!signer.Verify(MediaUrls.OriginalPath(key), exp, sig)) return ErrorCatalogue.InvalidSignature.ToResult();
        context.Response.Headers.CacheControl = "private, no-store";
        return StorageKeys.IsKey(key) ? Send(context, options, storage.OriginalPath(key), "/internal/originals/", key, "video/mp4") : ErrorCatalogue.NotFound.ToResult();
    }

    /// <param name="location">Where nginx has the directory (ops/nginx).</param>
    private static IResult Send(HttpContext context, ApiOptions options, string path, string location, string key, string type)
    {
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Headers.Remove("Range"); // which is GET's alone (RFC 9110 §14.2)
        context.Response.Headers.XContentTypeOptions = "nosniff"; // a player's bytes are what we say they are
        context.Response.OnStarting(KeepNoRefusal, context.Response);
        if (options.ProxySendsFiles && File.Exists(path))
        {
            context.Response.ContentType = type;
            context.Response.Headers.Remove("Cache-Control"); // nginx says it, and only of what it has found
            context.Response.Headers["X-Accel-Redirect"] = location + key;
            return Results.Empty;
        }

        return File.Exists(path)
            ? Results.File(path, type, entityTag: new EntityTagHeaderValue($"\"{key}\""), enableRangeProcessing: true)
            : ErrorCatalogue.NotFound.ToResult();
    }

    /// <summary>A range or precondition that was not met is no version of the file, and nothing that a cache may keep for a year.</summary>
    private static Task KeepNoRefusal(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode >= StatusCodes.Status400BadRequest) response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
