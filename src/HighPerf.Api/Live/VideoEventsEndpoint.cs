using System.Text.Json;
using HighPerf.Api.Auth;
using HighPerf.Api.Errors;
using HighPerf.Core.Errors;
using HighPerf.Core.Players;
using HighPerf.Core.Videos;
using Microsoft.AspNetCore.Mvc;

namespace HighPerf.Api.Live;

/// <summary>
/// <c>GET /api/videos/{id}/events</c>: a player's video from now until it is ready or has failed. Events are called by its status, or
/// <c>deleted</c>; after the last one the stream ends.
/// </summary>
internal static class VideoEventsEndpoint
{
    public static void MapVideoEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/videos/{video_id}/events", ListenAsync).RequireAuthorization().WithTags("Videos").WithName("video-events")
            .WithSummary("How far one of the player's videos is, as it changes (server-sent events)")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").Refuses(401, 403, 404);

    private static async Task<IResult> ListenAsync(
        [FromRoute(Name = "video_id")] string videoId, CurrentPlayer player, HttpContext context, VideoStore videos, PlayerStore players, VideoWatch watch, LiveSignals live, EventStreams streams,
        CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(videoId, "D", out var id)) return ErrorCatalogue.VideoNotFound.ToResult();
        var (video, error) = await videos.OwnAsync(player.Id, id, cancellationToken);
        if (video is null) return (await players.ExistsAsync(player.Id, cancellationToken) ? error! : ErrorCatalogue.Unauthorized).ToResult();
        var (opened, refusal) = await streams.OpenAsync(context);
        if (opened is null) return refusal!.ToResult();
        using var stream = opened;
        try
        {
            using var watched = watch.Watch(id);
            var now = new VideoProgress(id, video.Status, video.Progress, video.FailureReason);
            await SendAsync(stream, now, watched, live, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client is gone.
        }

        return Results.Empty;
    }

    private static async Task SendAsync(EventStream stream, VideoProgress now, VideoWatch.Watched watched, LiveSignals live, CancellationToken cancellationToken)
    {
        VideoProgress? sent = null;
        for (var beats = live.Beats; ;)
        {
            var change = live.Videos.Next;
            if (live.Stopping) return;
            var state = watched.State ?? now;
            if (state != sent)
            {
                sent = state;
                beats = live.Beats;
                if (!await stream.SendAsync(Event(state)) || state.IsFinal) return;
            }
            else if (beats != live.Beats)
            {
                beats = live.Beats;
                if (!await stream.SignOfLifeAsync()) return;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    private static byte[] Event(VideoProgress state) => EventStream.Format(
        state.Status, null,
        JsonSerializer.SerializeToUtf8Bytes(new VideoEvent(state.Id, state.Status, state.Progress, state.FailureReason), ApiJson.Wire.VideoEvent));
}
