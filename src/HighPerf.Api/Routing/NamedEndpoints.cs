namespace HighPerf.Api.Routing;

/// <summary>Endpoints by name, for what answers ahead of routing and is measured as the endpoint (<c>http.route</c>).</summary>
internal sealed class NamedEndpoints(EndpointDataSource endpoints)
{
    private Dictionary<string, Endpoint>? _byName; // the endpoints are there when the first request comes, and stay the same

    /// <summary>The request is this endpoint's.</summary>
    public void Enter(HttpContext context, string name) => context.SetEndpoint((_byName ??= Named())[name]);

    private Dictionary<string, Endpoint> Named()
    {
        var named = new Dictionary<string, Endpoint>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints.Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is { } name) named[name.EndpointName] = endpoint;
        }

        return named;
    }
}
