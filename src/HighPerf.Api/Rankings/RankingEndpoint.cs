using HighPerf.Api.Errors;
using HighPerf.Api.Paging;
using HighPerf.Core.Errors;
using HighPerf.Core.Rankings;

namespace HighPerf.Api.Rankings;

/// <summary>Contract row 9.</summary>
internal static class RankingEndpoint
{
    public static void MapRankings(this IEndpointRouteBuilder api) =>
        api.MapGet("/public/rankings", ListAsync).WithTags("Public").WithName("rankings").WithSummary("Who leads, overall or in a city")
            .Produces<IReadOnlyList<RankingResponse>>().Refuses(400);

    private static async Task<IResult> ListAsync(
        string? page, string? limit, string? offset, string? city, HttpContext context, RankingStore rankings, CancellationToken cancellationToken)
    {
        if (!Page.TryRead(page, limit, offset, defaultLimit: 10, out var slice, out var errors)) return ErrorCatalogue.InvalidParameter.ToResult(errors);
        var rows = await rankings.PageAsync(CityFilter.Read(city), slice.Offset, slice.Limit, cancellationToken);
        context.Response.Headers.CacheControl = "public, max-age=1";
        return Results.Json(
            [.. rows.Select(row => new RankingResponse(row.Position, row.Username, row.City, row.Votes))],
            ApiJson.Wire.IReadOnlyListRankingResponse);
    }
}
