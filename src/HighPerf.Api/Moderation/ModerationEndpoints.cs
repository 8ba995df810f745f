using HighPerf.Api.Auth;
using HighPerf.Api.Configuration;
using HighPerf.Api.Errors;
using HighPerf.Api.Media;
using HighPerf.Api.Paging;
using HighPerf.Core.Errors;
using HighPerf.Core.Paging;
using HighPerf.Core.Players;
using HighPerf.Core.Videos;
using Microsoft.AspNetCore.Mvc;

namespace HighPerf.Api.Moderation;

/// <summary>
/// Opens and hides videos, for players with the role of moderator. The role is the database's, asked each time: a token says who, not
/// what. Without moderation the routes are not there.
/// </summary>
internal static class ModerationEndpoints
{
    public static void MapModeration(this IEndpointRouteBuilder api)
    {
        var moderation = api.MapGroup("/moderation/videos").RequireAuthorization().WithTags("Moderation").Refuses(401, 403, 404)
            .AddEndpointFilter(OnlyWhenOnAsync).AddEndpointFilter(OnlyModeratorsAsync);
        moderation.MapGet("", ListAsync).WithName("moderation-videos").WithSummary("Processed videos that are not open for voting, the longest waiting first")
            .Produces<IReadOnlyList<ModerationVideoResponse>>().Refuses(400);
        moderation.MapPost("/{video_id}/publish", PublishAsync).WithName("publish-video").WithSummary("Opens a video for voting")
            .Produces<ModerationResponse>().Refuses(400);
        moderation.MapPost("/{video_id}/hide", HideAsync).WithName("hide-video").WithSummary("Takes a video out of the competition")
            .Produces<ModerationResponse>().Refuses(400);
    }

    private static ValueTask<object?> OnlyWhenOnAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        invocation.HttpContext.RequestServices.GetRequiredService<ApiOptions>().Moderation
            ? next(invocation)
            : ValueTask.FromResult<object?>(ErrorCatalogue.NotFound.ToResult());

    private static async ValueTask<object?> OnlyModeratorsAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var player = CurrentPlayer.Read(context.User)!.Value;
        return await context.RequestServices.GetRequiredService<PlayerStore>().RoleAsync(player, context.RequestAborted) switch
        {
            null => ErrorCatalogue.Unauthorized.ToResult(),
            PlayerRole.Moderator => await next(invocation),
            _ => ErrorCatalogue.Forbidden.ToResult(),
        };
    }

    private static async Task<IResult> ListAsync(
        string? page, string? limit, string? offset, string? cursor, HttpContext context, ModerationStore videos, MediaUrls urls,
        CancellationToken cancellationToken)
    {
        if (!Page.TryRead(new PageQuery(page, limit, offset, cursor), defaultLimit: 100, out var slice, out var errors))
        {
            return ErrorCatalogue.InvalidParameter.ToResult(errors);
        }

        var list = await videos.WaitingAsync(slice.AndOneMore(), cancellationToken);
        return Results.Json(
            [.. list.Cut(slice, context, video => new Keyset(video.ProcessedAt, video.Id)).Select(video => new ModerationVideoResponse(
                video.Id, video.Title, video.Username, video.City, video.UploadedAt, video.ProcessedAt, urls.Processed(video.ProcessedKey),
                urls.Processed(video.ThumbnailKey), video.Hidden ? "hidden" : "waiting"))],
            ApiJson.Wire.IReadOnlyListModerationVideoResponse);
    }

    private static Task<IResult> PublishAsync(
        [FromRoute(Name = "video_id")] string videoId, ModerationStore videos, CancellationToken cancellationToken) =>
        MoveAsync(videoId, "El video está abierto a votación.", video => videos.PublishAsync(video, cancellationToken));

    private static Task<IResult> HideAsync(
        [FromRoute(Name = "video_id")] string videoId, ModerationStore videos, CancellationToken cancellationToken) =>
        MoveAsync(videoId, "El video ha sido retirado de la votación.", video => videos.HideAsync(video, cancellationToken));

    private static async Task<IResult> MoveAsync(string videoId, string message, Func<Guid, Task<Error?>> move)
    {
        if (!Guid.TryParseExact(videoId, "D", out var id)) return ErrorCatalogue.VideoNotFound.ToResult();
        return await move(id) is { } error
            ? error.ToResult()
            : Results.Json(new ModerationResponse(message, id), ApiJson.Wire.ModerationResponse);
    }
}
