using HighPerf.Api.Configuration;
using HighPerf.Hosting.Configuration;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HighPerf.Api.OpenApi;

/// <summary>Prints what the running API would serve without starting it: no port, no database, no directory.</summary>
internal static class PrintedDocument
{
    private static readonly Settings s_nowhere = new(name => name switch
    {
        "DATABASE_URL" => "postgres://nobody:nothing@127.0.0.1/nowhere",
        "JWT_SECRET" => new string('-', 32),
        _ => null,
    });

    /// <summary>The OpenAPI document, byte by byte as at <c>/openapi/v1.json</c>, and a line end.</summary>
    public static async Task PrintAsync()
    {
        await using var application = Compose();
        var document = await application.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDocument.Name).GetOpenApiDocumentAsync();
        Console.WriteLine(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }

    /// <summary>Every route, documented or not: one line of method and path each.</summary>
    public static async Task PrintRoutesAsync()
    {
        await using var application = Compose();
        var routes =
            from endpoint in application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
            select $"{method} /{endpoint.RoutePattern.RawText?.Trim('/')}";
        foreach (var route in routes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) Console.WriteLine(route);
    }

    private static WebApplication Compose()
    {
        var application = ApiHost.Compose(ApiOptions.Read(s_nowhere), s_nowhere);
        application.UseRouting();
        application.UseEndpoints(_ => { }); // now the endpoints are known to the container, which the start would have done
        return application;
    }
}
