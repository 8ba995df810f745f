using HighPerf.Api.Auth;
using HighPerf.Api.Errors;
using HighPerf.Api.Media;
using HighPerf.Api.Paging;
using HighPerf.Core.Errors;
using HighPerf.Core.Paging;
using HighPerf.Core.Players;
using HighPerf.Core.Videos;
using Microsoft.AspNetCore.Mvc;

namespace HighPerf.Api.Videos;

/// <summary>Contract rows 4 to 6.</summary>
internal static class OwnVideoEndpoints
{
    public static void MapOwnVideos(this IEndpointRouteBuilder api)
    {
        var videos = api.MapGroup("/videos").RequireAuthorization().WithTags("Videos").Refuses(401);
        videos.MapGet("", ListAsync).WithName("own-videos").WithSummary("The player's videos, newest first")
            .Produces<IReadOnlyList<OwnVideoSummary>>().Refuses(400);
        videos.MapGet("/{video_id}", GetAsync).WithName("own-video").WithSummary("One of the player's videos")
            .Produces<OwnVideoDetail>().Refuses(403, 404);
        videos.MapDelete("/{video_id}", DeleteAsync).WithName("delete-video").WithSummary("Deletes a video that is not open for voting")
            .Produces<DeleteResponse>().Refuses(400, 403, 404);
    }

    private static async Task<IResult> ListAsync(
        string? page, string? limit, string? offset, string? cursor, CurrentPlayer player, HttpContext context, VideoStore videos, PlayerStore players,
        MediaUrls urls, CancellationToken cancellationToken)
    {
        if (!Page.TryRead(new PageQuery(page, limit, offset, cursor), defaultLimit: 100, out var slice, out var errors))
        {
            return ErrorCatalogue.InvalidParameter.ToResult(errors);
        }

        var list = await videos.OfPlayerAsync(player.Id, slice.AndOneMore(), cancellationToken);
        if (list.Count == 0 && !await players.ExistsAsync(player.Id, cancellationToken)) return ErrorCatalogue.Unauthorized.ToResult();
        return Results.Json(
            [.. list.Cut(slice, context, video => new Keyset(video.UploadedAt, video.Id)).Select(video => Summary(video, urls))],
            ApiJson.Wire.IReadOnlyListOwnVideoSummary);
    }

    private static async Task<IResult> GetAsync(
        [FromRoute(Name = "video_id")] string videoId, CurrentPlayer player, HttpContext context, VideoStore videos, PlayerStore players, MediaUrls urls,
        CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(videoId, "D", out var id)) return ErrorCatalogue.VideoNotFound.ToResult();
        var (video, error) = await videos.OwnAsync(player.Id, id, cancellationToken);
        if (video is null) return await RefuseAsync(error!, player, players, cancellationToken);
        context.Response.Headers.CacheControl = "no-store"; // the link to the original is the owner's, and ends
        return Results.Json(
            new OwnVideoDetail(
                video.Id, video.Title, video.Status, video.UploadedAt, video.ProcessedAt, urls.Processed(video.ProcessedKey),
                urls.Processed(video.ThumbnailKey), video.Progress, video.FailureReason, video.Votes, urls.Original(video.OriginalKey)),
            ApiJson.Wire.OwnVideoDetail);
    }

    private static async Task<IResult> DeleteAsync(
        [FromRoute(Name = "video_id")] string videoId, CurrentPlayer player, VideoStore videos, PlayerStore players, RemovalSignals signals,
        CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(videoId, "D", out var id)) return ErrorCatalogue.VideoNotFound.ToResult();
        var (removed, error) = await videos.DeleteAsync(player.Id, id, cancellationToken);
        if (removed is null) return await RefuseAsync(error!, player, players, cancellationToken);
        signals.Send(removed);
        return Results.Json(new DeleteResponse("El video ha sido eliminado exitosamente.", id), ApiJson.Wire.DeleteResponse);
    }

    /// <summary>Whoever is gone has no videos, and hears nothing of anybody's.</summary>
    private static async Task<IResult> RefuseAsync(Error error, CurrentPlayer player, PlayerStore players, CancellationToken cancellationToken) =>
        (await players.ExistsAsync(player.Id, cancellationToken) ? error : ErrorCatalogue.Unauthorized).ToResult();

    public static OwnVideoSummary Summary(OwnVideo video, MediaUrls urls) => new(
        video.Id, video.Title, video.Status, video.UploadedAt, video.ProcessedAt, urls.Processed(video.ProcessedKey),
        urls.Processed(video.ThumbnailKey), video.Progress, video.FailureReason, video.Votes);
}
