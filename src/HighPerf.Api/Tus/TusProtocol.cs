using System.Globalization;
using HighPerf.Api.Errors;
using HighPerf.Core.Errors;
using HighPerf.Core.Uploads;

namespace HighPerf.Api.Tus;

/// <summary>Names, versions and headers of the tus resumable upload protocol, 1.0.0 (tus.io/protocols/resumable-upload).</summary>
internal static class TusProtocol
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,creation-with-upload,termination,checksum,expiration";
    public const string ContentType = "application/offset+octet-stream";

    public const string Resumable = "Tus-Resumable";
    public const string UploadLength = "Upload-Length";
    public const string UploadOffset = "Upload-Offset";
    public const string UploadExpires = "Upload-Expires";
    public const string UploadMetadata = "Upload-Metadata";
    public const string UploadChecksum = "Upload-Checksum";

    /// <summary>Ours: the video that a complete upload has become.</summary>
    public const string VideoId = "HighPerf-Video-Id";

    /// <summary>
    /// Before routing: a method may come in <c>X-HTTP-Method-Override</c>, of clients that know no PATCH, and every answer names the version, whoever
    /// gives it.
    /// </summary>
    public static void UseTus(this WebApplication application) =>
        application.UseWhen(context => context.Request.Path.StartsWithSegments("/api" + TusEndpoints.Path, StringComparison.OrdinalIgnoreCase), tus =>
        {
            tus.UseHttpMethodOverride();
            tus.Use(next => context =>
            {
                context.Response.OnStarting(static state =>
                {
                    ((HttpContext)state).Response.Headers[Resumable] = Version;
                    return Task.CompletedTask;
                }, context);
                return next(context);
            });
        });

    /// <summary>A request of another version is 412.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (HttpMethods.IsOptions(context.Request.Method) || context.Request.Headers[Resumable] == Version) return await next(invocation);
        context.Response.Headers["Tus-Version"] = Version;
        return ErrorCatalogue.TusVersion.ToResult(new Dictionary<string, string[]>(StringComparer.Ordinal) { [Resumable] = ["Debe ser " + Version + "."] });
    }

    /// <summary>How far an upload is, until when it is kept, and what it has become.</summary>
    public static void Tell(HttpContext context, UploadState upload)
    {
        var headers = context.Response.Headers;
        headers[UploadOffset] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        if (upload.IsComplete) headers[VideoId] = upload.VideoId.ToString();
        else headers[UploadExpires] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
    }

    public static bool TryReadNumber(HttpContext context, string header, out long number) =>
        long.TryParse(context.Request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
