using System.Globalization;
using HighPerf.Api.Errors;
using HighPerf.Api.Paging;
using HighPerf.Core.Errors;
using HighPerf.Core.Rankings;

namespace HighPerf.Api.Rankings;

/// <summary>Contract row 9: slices of the standings in memory, as ready bytes.</summary>
internal static class RankingEndpoint
{
    public static void MapRankings(this IEndpointRouteBuilder api) =>
        api.MapGet("/public/rankings", ListAsync).WithTags("Public").WithName("rankings").WithSummary("Who leads, overall or in a city")
            .Produces<IReadOnlyList<RankingResponse>>().Produces(StatusCodes.Status304NotModified).Refuses(400);

    private static async Task<IResult> ListAsync(
        string? page, string? limit, string? offset, string? city, HttpContext context, RankingPages pages, CityKeys cities,
        CancellationToken cancellationToken)
    {
        if (!Page.TryRead(new PageQuery(page, limit, offset, null), defaultLimit: 10, out var slice, out var errors))
        {
            return ErrorCatalogue.InvalidParameter.ToResult(errors);
        }

        var key = CityFilter.Read(city) switch
        {
            null => null,
            CityFilter.Nobody => CityFilter.Nobody,
            var name => await cities.OfAsync(name, cancellationToken),
        };
        var ready = pages.Get(key, slice.Offset, slice.Limit);
        if (ready.HasMore) NextLink.Set(context, "offset", (slice.Offset + slice.Limit).ToString(CultureInfo.InvariantCulture));
        return new RankingResult(ready);
    }
}
