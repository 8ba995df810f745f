using HighPerf.Api.Auth;
using HighPerf.Api.Errors;
using HighPerf.Api.Lists;
using HighPerf.Api.Media;
using HighPerf.Api.Paging;
using HighPerf.Core.Errors;
using HighPerf.Core.Players;
using HighPerf.Core.Rankings;
using HighPerf.Core.Videos;
using HighPerf.Core.Votes;
using Microsoft.AspNetCore.Mvc;

namespace HighPerf.Api.Public;

/// <summary>Contract row 7.</summary>
internal static class PublicVideoEndpoints
{
    /// <summary>The name of the list.</summary>
    public const string List = "public-videos";

    public static void MapPublicVideos(this IEndpointRouteBuilder api)
    {
        var videos = api.MapGroup("/public/videos").AllowOptionalToken().WithTags("Public").Refuses(401);
        videos.MapGet("", ListAsync).WithName(List).WithSummary("Videos open for voting, newest first")
            .Produces<IReadOnlyList<PublicVideoResponse>>().Produces(StatusCodes.Status304NotModified).Refuses(400);
        videos.MapGet("/{video_id}", GetAsync).WithName("public-video").WithSummary("One video open for voting")
            .Produces<PublicVideoResponse>().Refuses(404);
    }

    private static async Task<IResult> ListAsync(
        string? page, string? limit, string? offset, string? cursor, string? city, HttpContext context, Standings standings,
        ReadyPages<OpenVideo> pages, CityKeys cities, VoteStore votes, MediaUrls urls, CancellationToken cancellationToken)
    {
        if (!Page.TryRead(new PageQuery(page, limit, offset, cursor), defaultLimit: 10, out var slice, out var errors))
        {
            return ErrorCatalogue.InvalidParameter.ToResult(errors);
        }

        var known = pages.Get(new ListPlace(await CityFilter.KeyAsync(city, cities, cancellationToken), slice), context);
        var view = standings.View;
        if (CurrentPlayer.Read(context.User) is not { } player) return new ReadyPageResult<OpenVideo>(known, view);

        var built = known.Page.In(view);
        if (await votes.OfAsync(player, [.. built.Rows.Select(video => video.Id)], cancellationToken) is not { } voted)
        {
            return ErrorCatalogue.Unauthorized.ToResult();
        }

        context.Response.Headers.CacheControl = "private, no-store";
        if (known.LinkOf(built) is { } link) context.Response.Headers.Link = link;
        return Results.Json(
            [.. built.Rows.Select(video => PublicVideoResponse.Of(video, urls, voted.Contains(video.Id)))], ApiJson.Wire.IReadOnlyListPublicVideoResponse);
    }

    private static async Task<IResult> GetAsync(
        [FromRoute(Name = "video_id")] string videoId, HttpContext context, VideoStore videos, PlayerStore players, MediaUrls urls,
        CancellationToken cancellationToken)
    {
        var asking = CurrentPlayer.Read(context.User);
        var video = Guid.TryParseExact(videoId, "D", out var id) ? await videos.FindOpenAsync(id, asking, cancellationToken) : null;
        if (asking is { } player && (video is null ? !await players.ExistsAsync(player, cancellationToken) : video.Voted is null))
        {
            return ErrorCatalogue.Unauthorized.ToResult();
        }

        return video is null
            ? ErrorCatalogue.VideoNotFound.ToResult()
            : Results.Json(PublicVideoResponse.Of(video, urls), ApiJson.Wire.PublicVideoResponse);
    }
}
