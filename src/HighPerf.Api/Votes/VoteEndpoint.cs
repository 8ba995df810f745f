using HighPerf.Api.Auth;
using HighPerf.Api.Errors;
using Microsoft.AspNetCore.Mvc;

namespace HighPerf.Api.Votes;

/// <summary>Contract row 8.</summary>
internal static class VoteEndpoint
{
    /// <summary>Its operation, and its name in the metrics.</summary>
    public const string Name = "vote";

    public static void MapVotes(this IEndpointRouteBuilder api) =>
        api.MapPost("/public/videos/{video_id}/vote", VoteAsync).RequireAuthorization().WithTags("Public").WithName(Name)
            .WithSummary("Votes for a video, once per player").Produces<VoteResponse>().Refuses(400, 401, 404, 429, 503);

    private static Task<IResult> VoteAsync([FromRoute(Name = "video_id")] string videoId, CurrentPlayer player, Polls polls) =>
        polls.VoteAsync(player.Id, videoId.AsMemory());
}
