using HighPerf.Api.Errors;
using HighPerf.Api.Lists;
using HighPerf.Api.Paging;
using HighPerf.Core.Errors;
using HighPerf.Core.Rankings;

namespace HighPerf.Api.Live;

/// <summary><c>GET /api/public/rankings/live</c>: the first rows of the ranking, overall or in a city, now and whenever they change.</summary>
internal static class RankingLiveEndpoint
{
    private const string Event = "ranking";

    public static void MapRankingLive(this IEndpointRouteBuilder api) =>
        api.MapGet("/public/rankings/live", ListenAsync).WithTags("Public").WithName("rankings-live").WithSummary("Who leads, as it changes (server-sent events)")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").Refuses(400);

    private static async Task<IResult> ListenAsync(
        string? limit, string? city, HttpContext context, Standings standings, ReadyPages<Standing> pages, CityKeys cities, LiveSignals live, EventStreams streams,
        CancellationToken cancellationToken)
    {
        if (!Page.TryRead(new PageQuery(null, limit, null, null), defaultLimit: 10, out var slice, out var errors))
        {
            return ErrorCatalogue.InvalidParameter.ToResult(errors);
        }

        var page = pages.At(new ListPlace(await CityFilter.KeyAsync(city, cities, cancellationToken), slice));
        _ = standings.View; // 503 rather than a stream that has nothing to say
        var (opened, refusal) = await streams.OpenAsync(context);
        if (opened is null) return refusal!.ToResult();
        using var stream = opened;
        try
        {
            await SendAsync(stream, page, standings, live, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client is gone.
        }

        return Results.Empty;
    }

    private static async Task SendAsync(EventStream stream, ListPage<Standing> page, Standings standings, LiveSignals live, CancellationToken cancellationToken)
    {
        ReadyBody? sent = null;
        for (var beats = live.Beats; ;)
        {
            var change = live.Rankings.Next;
            if (live.Stopping) return;
            var body = standings.ViewOrNull is { } view ? page.In(view).Body : sent;
            if (body is not null && body.Plain.ETag != sent?.Plain.ETag)
            {
                var known = sent is null && stream.LastEventId == body.Plain.ETag;
                sent = body;
                beats = live.Beats;
                if (!known && !await stream.SendAsync(body.Event(Event))) return;
            }
            else if (beats != live.Beats)
            {
                beats = live.Beats;
                if (!await stream.SignOfLifeAsync()) return;
            }

            await change.WaitAsync(cancellationToken);
        }
    }
}
