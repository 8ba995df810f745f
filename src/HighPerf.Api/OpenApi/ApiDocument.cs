using HighPerf.Api.Routing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace HighPerf.Api.OpenApi;

/// <summary>
/// The OpenAPI document at <c>/openapi/v1.json</c> and a page of it at <c>/docs</c>. Paths and records come from the code; what code cannot
/// say is in <see cref="OperationNotes"/>, <see cref="ParameterNotes"/>, <see cref="RequestNotes"/>, <see cref="HeaderNotes"/> and <see cref="PropertyNotes"/>.
/// <c>openapi.v1.json</c> beside this file is the same document, committed, so that a change of the contract is a change in review.
/// </summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    private static readonly (string Name, string Description)[] s_tags =
    [
        ("Auth", "Signing up and logging in."),
        ("Videos", "A player's own videos, from the upload to the deletion."),
        ("Uploads", "Resumable uploads, by tus 1.0.0."),
        ("Public", "What everybody sees: the videos open for voting, and who leads."),
        ("Moderation", "What a moderator decides, where moderation is switched on."),
        ("Account", "A player's own data, to take away or to delete."),
        ("Media", "The clips, the thumbnails and the originals themselves."),
    ];

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, document =>
    {
        var documented = document.ShouldInclude;
        document.ShouldInclude = endpoint => documented(endpoint) && !HeadRequests.IsAdded(endpoint.HttpMethod, endpoint.ActionDescriptor.EndpointMetadata);
        document.AddSchemaTransformer(PropertyNotes.Describe)
            .AddOperationTransformer(RequireToken)
            .AddOperationTransformer(OperationNotes.Describe)
            .AddOperationTransformer(ParameterNotes.Describe)
            .AddOperationTransformer(RequestNotes.Describe)
            .AddOperationTransformer(HeaderNotes.Describe)
            .AddDocumentTransformer(Introduce);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/v1.json");
        routes.MapScalarApiReference("/docs", page =>
        {
            // Nothing is asked of, sent to or fetched from anybody else's server.
            page.WithTitle("HighPerf API").DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools().HideClientButton();
        });
    }

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "HighPerf",
            Version = "v1",
            Description = """
                The REST API of a video skills competition: upload a clip, collect votes, see who leads.

                Bodies are JSON in UTF-8 with `snake_case` names. Times are RFC 3339 in UTC, ids are opaque strings. Every refusal (but
                416) is an RFC 9457 problem (`application/problem+json`): `detail` is for people, in Spanish, `code` is for programs and never changes.
                Any operation may answer 429 or 503 with `Retry-After`: try again after so many seconds. A list with more to come carries
                `Link: <…>; rel="next"` (RFC 8288). Unknown query parameters and unknown fields of a request are ignored; a trailing slash of a path is accepted;
                `HEAD` is answered wherever `GET` is, but for streams of events. There is no CORS: a page calls the API of its own origin.
                """,
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "Where this document came from" }];
        var used = document.Paths.Values.SelectMany(path => path.Operations ?? []).SelectMany(operation => operation.Value.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Reference.Id).ToHashSet(StringComparer.Ordinal);
        document.Tags = s_tags.Where(tag => used.Contains(tag.Name))
            .Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
        var schemes = (document.Components ??= new OpenApiComponents()).SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        schemes["bearer"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The `access_token` of a log-in, for `expires_in` seconds.",
        };
        return Task.CompletedTask;
    }

    private static Task RequireToken(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        }
        else if (OperationNotes.TokenIsOptional(context))
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement(),
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] },
            ];
        }
        else
        {
            operation.Security = [];
        }

        return Task.CompletedTask;
    }
}
