using System.Globalization;
using HighPerf.Api.Auth;
using HighPerf.Api.Configuration;
using HighPerf.Api.Errors;
using HighPerf.Api.Limits;
using HighPerf.Api.Uploads;
using HighPerf.Core.Errors;
using HighPerf.Core.Storage;
using HighPerf.Core.Uploads;

namespace HighPerf.Api.Tus;

/// <summary>
/// Resumable uploads by tus 1.0.0 at <c>/api/uploads</c>: creation, creation-with-upload, termination, checksum, expiration. A complete upload is a
/// video like one of <c>POST /api/videos/upload</c>; its id comes in a header.
/// </summary>
internal static class TusEndpoints
{
    public const string Path = "/uploads";

    private const int LongestMetadata = 4_096;

    private static readonly string[] s_options = [HttpMethods.Options];
    private static readonly string[] s_head = [HttpMethods.Head];

    public static void MapTus(this IEndpointRouteBuilder api)
    {
        var largest = new BodyLimit(api.ServiceProvider.GetRequiredService<ApiOptions>().MaxUploadBytes + RefusedBody.Most);
        var tus = api.MapGroup(Path).WithTags("Uploads").AddEndpointFilter(TusProtocol.FilterAsync);
        tus.MapMethods("", s_options, Options).WithName("tus-options").WithSummary("What this server speaks of tus").Produces(StatusCodes.Status204NoContent);
        tus.MapPost("", CreateAsync).RequireAuthorization().RequireRateLimiting(RequestLimits.Uploads).WithMetadata(largest)
            .WithName("tus-create").WithSummary("Begins a resumable upload, perhaps with its first bytes").Produces(StatusCodes.Status201Created)
            .Refuses(400, 401, 412, 413, 415, 460, 507);
        tus.MapMethods("/{id}", s_head, HeadAsync).RequireAuthorization()
            .WithName("tus-head").WithSummary("How far a resumable upload is").Produces(StatusCodes.Status200OK).Refuses(401, 404, 412);
        tus.MapPatch("/{id}", PatchAsync).RequireAuthorization().RequireRateLimiting(RequestLimits.Uploads).WithMetadata(largest)
            .WithName("tus-patch").WithSummary("The next bytes of a resumable upload").Produces(StatusCodes.Status204NoContent)
            .Refuses(400, 401, 404, 409, 412, 415, 423, 460, 507);
        tus.MapDelete("/{id}", DeleteAsync).RequireAuthorization()
            .WithName("tus-delete").WithSummary("Gives a resumable upload up").Produces(StatusCodes.Status204NoContent).Refuses(401, 404, 412, 423);
    }

    private static IResult Options(HttpContext context, ApiOptions options)
    {
        var headers = context.Response.Headers;
        headers["Tus-Version"] = TusProtocol.Version;
        headers["Tus-Extension"] = TusProtocol.Extensions;
        headers["Tus-Max-Size"] = options.MaxUploadBytes.ToString(CultureInfo.InvariantCulture);
        headers["Tus-Checksum-Algorithm"] = TusChecksum.Algorithms;
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, CurrentPlayer player, ApiOptions options, UploadStore uploads, TusReceiver receiver, LocalStorage storage, CancellationToken cancellationToken)
    {
        if (!TusProtocol.TryReadNumber(context, TusProtocol.UploadLength, out var length)) return Invalid(TusProtocol.UploadLength, "Debe ser el número de bytes del archivo.");
        if (length == 0) return ErrorCatalogue.FileEmpty.ToResult();
        if (length > options.MaxUploadBytes) return ErrorCatalogue.UploadTooLarge.Naming(options.MaxUploadBytes).ToResult();
        var metadata = context.Request.Headers[TusProtocol.UploadMetadata].ToString();
        if (metadata.Length > LongestMetadata || !TusMetadata.CanBeRepeated(metadata)) return Invalid(TusProtocol.UploadMetadata, string.Create(CultureInfo.InvariantCulture, $"Debe ser ASCII imprimible, de {LongestMetadata} caracteres como máximo."));
        if (!TusMetadata.TryFind(metadata, "title", out var title) || (title is null && !TusMetadata.TryFind(metadata, "filename", out title)))
        {
            return Invalid(TusProtocol.UploadMetadata, "Los valores deben ser UTF-8 codificado en Base64.");
        }

        title = title?.Trim();
        if (!MultipartUpload.IsTitle(title)) return Invalid(TusProtocol.UploadMetadata, "Falta el título del video (title), de 1 a 255 caracteres.");
        var sends = context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0;
        if (sends && context.Request.ContentType != TusProtocol.ContentType) return ErrorCatalogue.UnsupportedMediaType.ToResult();
        if (!TusChecksum.TryRead(context.Request.Headers[TusProtocol.UploadChecksum], out var given)) return InvalidChecksum();
        using var checksum = given;
        if (storage.FreeUploadBytes - length < options.StorageReserve) return ErrorCatalogue.StorageFull.ToResult();

        var (created, error) = await uploads.CreateAsync(player.Id, title, metadata, length, cancellationToken);
        if (created is null) return error!.ToResult();
        if (sends)
        {
            var (received, refusal) = await receiver.BeginAsync(context, player.Id, created.Id, checksum, cancellationToken);
            if (received is null) return refusal!.ToResult();
            created = received;
        }

        TusProtocol.Tell(context, created);
        return Results.Created($"{options.Site}/api/uploads/{created.Id}", null);
    }

    private static async Task<IResult> HeadAsync(string id, HttpContext context, CurrentPlayer player, UploadStore uploads, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!Guid.TryParseExact(id, "D", out var upload)) return ErrorCatalogue.UploadNotFound.ToResult();
        var (found, error) = await uploads.FindAsync(player.Id, upload, cancellationToken);
        if (found is null) return error!.ToResult();
        TusProtocol.Tell(context, found);
        context.Response.Headers[TusProtocol.UploadLength] = found.Length.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers[TusProtocol.UploadMetadata] = found.Metadata;
        return Results.Ok();
    }

    private static async Task<IResult> PatchAsync(string id, HttpContext context, CurrentPlayer player, TusReceiver receiver, CancellationToken cancellationToken)
    {
        if (context.Request.ContentType != TusProtocol.ContentType) return ErrorCatalogue.UnsupportedMediaType.ToResult();
        if (!TusProtocol.TryReadNumber(context, TusProtocol.UploadOffset, out var offset)) return Invalid(TusProtocol.UploadOffset, "Debe ser el número de bytes ya enviados.");
        if (!Guid.TryParseExact(id, "D", out var upload)) return ErrorCatalogue.UploadNotFound.ToResult();
        if (!TusChecksum.TryRead(context.Request.Headers[TusProtocol.UploadChecksum], out var given)) return InvalidChecksum();
        using var checksum = given;
        var (received, error) = await receiver.ReceiveAsync(context, player.Id, upload, offset, checksum, cancellationToken);
        if (received is null) return error!.ToResult();
        TusProtocol.Tell(context, received);
        return Results.NoContent();
    }

    private static async Task<IResult> DeleteAsync(string id, CurrentPlayer player, UploadStore uploads, LocalStorage storage, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "D", out var upload)) return ErrorCatalogue.UploadNotFound.ToResult();
        var (keys, error) = await uploads.TerminateAsync(player.Id, upload, cancellationToken);
        if (keys is null) return error!.ToResult();
        foreach (var key in keys) storage.DeleteOriginal(key);
        return Results.NoContent();
    }

    private static IResult InvalidChecksum() => Invalid(TusProtocol.UploadChecksum, "Debe ser sha1 o sha256, un espacio y la suma en Base64.");

    private static IResult Invalid(string header, string message) =>
        ErrorCatalogue.InvalidField.ToResult(new Dictionary<string, string[]>(StringComparer.Ordinal) { [header] = [message] });
}
