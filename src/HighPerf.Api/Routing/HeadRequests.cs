using Microsoft.AspNetCore.Http.Metadata;

namespace HighPerf.Api.Routing;

/// <summary>HEAD where there is GET (RFC 9110 §9.3.2): the endpoint answers both, and Kestrel leaves out the body.</summary>
internal static class HeadRequests
{
    private static readonly HttpMethodMetadata s_both = new([HttpMethods.Get, HttpMethods.Head]);

    /// <summary>
    /// For all of them but streams of events, which have no end: those, known by the <c>text/event-stream</c> that they produce, answer HEAD with 405,
    /// against §9.1.
    /// </summary>
    public static TBuilder TakeHead<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint =>
        {
            var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods;
            var streams = endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => answer.ContentTypes.Contains("text/event-stream", StringComparer.Ordinal));
            if (methods is [var only] && HttpMethods.IsGet(only) && !streams) endpoint.Metadata.Add(s_both);
        });
        return endpoints;
    }

    /// <summary>It is the HEAD of a GET, of which there is nothing to be said.</summary>
    public static bool IsAdded(string? method, IList<object> metadata) =>
        method == HttpMethods.Head && metadata.Any(item => ReferenceEquals(item, s_both));
}
