using HighPerf.Api.Auth;
using HighPerf.Api.Limits;
using HighPerf.Api.Routing;

namespace HighPerf.Api.Votes;

/// <summary>
/// Takes the votes of players whose tokens came before, ahead of routing: the way of most votes when many come at once. Whoever it does not know, or must
/// refuse for the address's sake, goes on to the endpoint.
/// </summary>
internal sealed class KnownVoters(RequestDelegate next, TokenCheck tokens, AddressLimiter limiter, Polls polls, NamedEndpoints endpoints)
{
    private const string Before = "/api/public/videos/";
    private const string After = "/vote";
    private const int IdLength = 36; // of a UUID's text (RFC 9562 §4)

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || request.Path.Value is not { } path || !IsVote(path)) return next(context);
        if (request.Headers.Authorization is not [{ } authorization] || tokens.FindPlayer(authorization) is not { } player) return next(context);
        if (!limiter.Allows(context)) return next(context);
        endpoints.Enter(context, VoteEndpoint.Name);
        return VoteAsync(context, player, path.AsMemory(Before.Length, IdLength));
    }

    private static bool IsVote(string path) =>
        path.Length == Before.Length + IdLength + After.Length
        && path.StartsWith(Before, StringComparison.Ordinal) && path.EndsWith(After, StringComparison.Ordinal);

    private async Task VoteAsync(HttpContext context, Guid player, ReadOnlyMemory<char> videoId) =>
        await (await polls.VoteAsync(player, videoId)).ExecuteAsync(context);
}
