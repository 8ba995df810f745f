using System.Diagnostics;
using HighPerf.Api.Auth;
using HighPerf.Api.Errors;
using HighPerf.Core.Errors;
using HighPerf.Core.Votes;
using Microsoft.AspNetCore.Mvc;

namespace HighPerf.Api.Votes;

/// <summary>Contract row 8.</summary>
internal static class VoteEndpoint
{
    public static void MapVotes(this IEndpointRouteBuilder api) =>
        api.MapPost("/public/videos/{video_id}/vote", VoteAsync).RequireAuthorization().WithTags("Public").WithName("vote")
            .WithSummary("Votes for a video, once per player").Produces<VoteResponse>().Refuses(400, 401, 404);

    private static async Task<IResult> VoteAsync(
        [FromRoute(Name = "video_id")] string videoId, CurrentPlayer player, VoteStore votes, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(videoId, "D", out var id)) return ErrorCatalogue.VideoNotFound.ToResult();
        var verdicts = await votes.CastAsync([new Vote(player.Id, id, time.GetUtcNow())], cancellationToken);
        return verdicts[0] switch
        {
            VoteVerdict.Counted => Results.Json(new VoteResponse("Voto registrado exitosamente."), ApiJson.Wire.VoteResponse),
            VoteVerdict.AlreadyVoted => ErrorCatalogue.AlreadyVoted.ToResult(),
            VoteVerdict.NotOpen => ErrorCatalogue.VideoNotFound.ToResult(),
            VoteVerdict.UnknownPlayer => ErrorCatalogue.Unauthorized.ToResult(),
            _ => throw new UnreachableException(),
        };
    }
}
