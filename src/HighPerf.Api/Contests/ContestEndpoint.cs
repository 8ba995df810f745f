using HighPerf.Api.Configuration;
using HighPerf.Core.Contests;

namespace HighPerf.Api.Contests;

/// <summary><c>GET /api/contest</c>: when votes are taken.</summary>
internal static class ContestEndpoint
{
    public static void MapContest(this IEndpointRouteBuilder api) =>
        api.MapGet("/contest", Get).WithTags("Public").WithName("contest").WithSummary("When votes are taken").Produces<ContestResponse>();

    private static IResult Get(ApiOptions options, TimeProvider time) => Results.Json(
        new ContestResponse(
            options.Voting.OpensAt?.UtcDateTime, options.Voting.ClosesAt?.UtcDateTime,
            options.Voting.StateAt(time.GetUtcNow()) switch
            {
                VotingState.Upcoming => "upcoming",
                VotingState.Open => "open",
                _ => "closed",
            }),
        ApiJson.Wire.ContestResponse);
}
