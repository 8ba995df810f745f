using HighPerf.Api.Errors;
using HighPerf.Api.Lists;
using HighPerf.Api.Paging;
using HighPerf.Core.Errors;
using HighPerf.Core.Rankings;

namespace HighPerf.Api.Rankings;

/// <summary>Contract row 9: slices of the standings in memory, as ready bytes.</summary>
internal static class RankingEndpoint
{
    public const string Name = "rankings";

    public static void MapRankings(this IEndpointRouteBuilder api) =>
        api.MapGet("/public/rankings", ListAsync).WithTags("Public").WithName(Name).WithSummary("Who leads, overall or in a city")
            .Produces<IReadOnlyList<RankingResponse>>().Produces(StatusCodes.Status304NotModified).Refuses(400);

    private static async Task<IResult> ListAsync(
        string? page, string? limit, string? offset, string? city, HttpContext context, Standings standings, ReadyPages<Standing> pages, CityKeys cities,
        CancellationToken cancellationToken)
    {
        if (!Page.TryRead(new PageQuery(page, limit, offset, null), defaultLimit: 10, out var slice, out var errors))
        {
            return ErrorCatalogue.InvalidParameter.ToResult(errors);
        }

        var key = await CityFilter.KeyAsync(city, cities, cancellationToken);
        return new ReadyPageResult<Standing>(pages.Get(new ListPlace(key, slice), context), standings.View);
    }
}
