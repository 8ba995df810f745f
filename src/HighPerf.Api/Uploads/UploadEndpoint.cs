using HighPerf.Api.Auth;
using HighPerf.Api.Configuration;
using HighPerf.Api.Errors;
using HighPerf.Api.Limits;
using HighPerf.Core.Errors;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Streams;
using Microsoft.AspNetCore.Mvc;

namespace HighPerf.Api.Uploads;

/// <summary>Contract row 3.</summary>
internal static class UploadEndpoint
{
    public static void MapUploads(this IEndpointRouteBuilder api) =>
        api.MapPost("/videos/upload", UploadAsync).RequireAuthorization().RequireRateLimiting(RequestLimits.Uploads).WithTags("Videos").WithName("upload")
            // A body a little over the limit is still read, to answer with our own 400 and not a cut connection.
            .WithMetadata(new BodyLimit(api.ServiceProvider.GetRequiredService<ApiOptions>().MaxUploadBytes + MultipartUpload.MaxOverhead + RefusedBody.Most))
            .WithSummary("Uploads a clip; it is processed in the background")
            .AddOpenApiOperationTransformer(UploadDocument.Describe)
            .Produces<UploadResponse>(StatusCodes.Status201Created)
            .Produces<UploadResponse>(StatusCodes.Status202Accepted).Refuses(400, 401, 415, 507);

    private static async Task<IResult> UploadAsync(
        HttpContext context, CurrentPlayer player, ApiOptions options, LocalStorage storage, DiskLane disk, VideoStore videos, Bell bell,
        [FromServices] MemoryLedger? decoupled, TimeProvider time, CancellationToken cancellationToken)
    {
        // Without an announced length it may be the longest.
        if (storage.FreeUploadBytes - (context.Request.ContentLength ?? options.MaxUploadBytes) < options.StorageReserve)
        {
            return ErrorCatalogue.StorageFull.ToResult();
        }

        var id = Guid.CreateVersion7();
        using var span = UploadTrace.Start("form", id);
        var (received, error) = await new MultipartUpload(storage, options.MaxUploadBytes, options.StorageReserve).ReceiveAsync(context.Request, id, cancellationToken);
        if (received is null)
        {
            UploadTrace.Refused(span, error!);
            return error!.ToResult(TitleErrors(error!));
        }

        using (received)
        {
            var sha256 = await disk.RunAsync(() => received.File.Commit(time));
            UploadTrace.Received(span, received.File.Length);
            var video = new NewVideo(id, player.Id, received.Title, received.File.Key, received.File.Length, sha256);
            var job = VideoJobs.NewTranscode(id, span?.Id);
            var stored = await videos.AddAsync(video, decoupled is null ? job : null, notStored: received.File.Delete, cancellationToken);
            if (!stored) return ErrorCatalogue.Unauthorized.ToResult();
            if (decoupled is null) _ = bell.RingAsync(job.Priority, job.Id); // never throws; a bell that does not ring is rung by the sweep
            else await decoupled.EnqueueAsync(job, cancellationToken);
            UploadTrace.Sent(span, job);
            context.Response.Headers.Location = $"{options.Site}/api/videos/{id}";
            return Results.Json(
                new UploadResponse("Video subido correctamente. Procesamiento en curso.", job.Id, id), ApiJson.Wire.UploadResponse,
                statusCode: decoupled is null ? StatusCodes.Status201Created : StatusCodes.Status202Accepted);
        }
    }

    /// <summary>The title is the only field of an upload that can be invalid.</summary>
    private static Dictionary<string, string[]>? TitleErrors(Error error) =>
        error.Code == ErrorCatalogue.InvalidField.Code
            ? new Dictionary<string, string[]>(StringComparer.Ordinal) { ["title"] = [error.Detail] }
            : null;
}
