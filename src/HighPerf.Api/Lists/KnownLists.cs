using System.Collections.ObjectModel;
using HighPerf.Api.Limits;
using HighPerf.Api.Routing;
using HighPerf.Core.Rankings;
using Microsoft.AspNetCore.Http.Features;

namespace HighPerf.Api.Lists;

/// <summary>
/// Answers URLs of the public lists that were asked for before, ahead of routing: the way of most requests. What it does not know, or
/// must refuse, goes on to the endpoints, which know all about it.
/// </summary>
internal sealed class KnownLists(
    RequestDelegate next, AddressLimiter limiter, Standings standings, ReadyPages<Standing> rankings, ReadyPages<OpenVideo> videos, NamedEndpoints endpoints)
{
    public const string Rankings = "/api/public/rankings";
    public const string Videos = "/api/public/videos";

    /// <summary>The host looks into the items of each request when it ends, and would make some to look into.</summary>
    private static readonly IItemsFeature s_noItems = new ItemsFeature { Items = ReadOnlyDictionary<object, object?>.Empty };

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method)) return next(context);
        return request.Path.Value switch
        {
            Rankings => AnswerAsync(context, rankings),
            Videos when request.Headers.Authorization.Count == 0 => AnswerAsync(context, videos),
            _ => next(context),
        };
    }

    private Task AnswerAsync<T>(HttpContext context, ReadyPages<T> pages) where T : class
    {
        if (!pages.TryFind(context.Request.QueryString.Value ?? "", out var known) || standings.ViewOrNull is not { } view) return next(context);
        if (!limiter.Allows(context)) return next(context);
        endpoints.Enter(context, known.Kind.Name);
        context.Features.Set(s_noItems);
        return ReadyPageResult<T>.WriteAsync(context, known, view);
    }
}
