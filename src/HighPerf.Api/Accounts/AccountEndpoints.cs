using HighPerf.Api.Auth;
using HighPerf.Api.Configuration;
using HighPerf.Api.Errors;
using HighPerf.Api.Media;
using HighPerf.Api.Videos;
using HighPerf.Core.Contests;
using HighPerf.Core.Errors;
using HighPerf.Core.Paging;
using HighPerf.Core.Players;
using HighPerf.Core.Videos;

namespace HighPerf.Api.Accounts;

/// <summary>A player's own account: a copy of what the player has given and done, and its deletion.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me").RequireAuthorization().WithTags("Account").Refuses(401);
        me.MapGet("/export", ExportAsync).WithName("export-account").WithSummary("The player's profile, videos and votes").Produces<AccountExport>();
        me.MapDelete("", DeleteAsync).WithName("delete-account").WithSummary("Deletes the player with videos, files and votes").Produces<AccountDeleted>();
    }

    private static async Task<IResult> ExportAsync(
        CurrentPlayer player, HttpContext context, AccountStore accounts, VideoStore videos, MediaUrls urls, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(player.Id, cancellationToken) is not { } found) return ErrorCatalogue.Unauthorized.ToResult();
        var own = await videos.OfPlayerAsync(player.Id, new Slice(0, int.MaxValue), cancellationToken);
        var votes = await accounts.VotesAsync(player.Id, cancellationToken);
        context.Response.Headers.ContentDisposition = "attachment; filename=\"highperf-export.json\"";
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Json(
            new AccountExport(
                new AccountPlayer(found.Id, found.FirstName, found.LastName, found.Email, found.City, found.Country, found.CreatedAt),
                [.. own.Select(video => OwnVideoEndpoints.Summary(video, urls))],
                [.. votes.Select(vote => new AccountVote(vote.VideoId, vote.Title, vote.CastAt))]),
            ApiJson.Wire.AccountExport);
    }

    private static async Task<IResult> DeleteAsync(
        CurrentPlayer player, AccountStore accounts, ApiOptions options, RemovalSignals signals, TimeProvider time, CancellationToken cancellationToken)
    {
        var frozen = options.Voting.StateAt(time.GetUtcNow()) == VotingState.Closed;
        if (await accounts.DeleteAsync(player.Id, keepVotes: frozen, cancellationToken) is not { } removed) return ErrorCatalogue.Unauthorized.ToResult();
        signals.Send(removed);
        return Results.Json(new AccountDeleted("La cuenta ha sido eliminada exitosamente."), ApiJson.Wire.AccountDeleted);
    }
}
