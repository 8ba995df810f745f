using System.Diagnostics;
using HighPerf.Api.Auth;
using HighPerf.Api.Configuration;
using HighPerf.Api.Errors;
using HighPerf.Api.Limits;
using HighPerf.Core.Contests;
using HighPerf.Core.Errors;
using HighPerf.Core.Votes;
using Microsoft.AspNetCore.Mvc;

namespace HighPerf.Api.Votes;

/// <summary>Contract row 8.</summary>
internal static class VoteEndpoint
{
    private static readonly ReadyJson s_counted = ReadyJson.Of(new VoteResponse("Voto registrado exitosamente."), ApiJson.Wire.VoteResponse);

    public static void MapVotes(this IEndpointRouteBuilder api) =>
        api.MapPost("/public/videos/{video_id}/vote", VoteAsync).RequireAuthorization().RequireRateLimiting(RequestLimits.Votes).WithTags("Public").WithName("vote")
            .WithSummary("Votes for a video, once per player").Produces<VoteResponse>().Refuses(400, 401, 404, 429, 503);

    private static async Task<IResult> VoteAsync(
        [FromRoute(Name = "video_id")] string videoId, CurrentPlayer player, BallotBox ballots, ApiOptions options, TimeProvider time)
    {
        var receivedAt = time.GetUtcNow();
        if (!Guid.TryParseExact(videoId, "D", out var id)) return ErrorCatalogue.VideoNotFound.ToResult();
        if (options.Voting.StateAt(receivedAt) != VotingState.Open) return ErrorCatalogue.VotingClosed.ToResult();
        return await ballots.CastAsync(new Vote(player.Id, id, receivedAt)) switch
        {
            VoteVerdict.Counted => s_counted,
            VoteVerdict.AlreadyVoted => ErrorCatalogue.AlreadyVoted.ToResult(),
            VoteVerdict.NotOpen => ErrorCatalogue.VideoNotFound.ToResult(),
            VoteVerdict.UnknownPlayer => ErrorCatalogue.Unauthorized.ToResult(),
            _ => throw new UnreachableException(),
        };
    }
}
