using System.Globalization;
using System.Text.Json.Nodes;
using HighPerf.Api.Paging;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HighPerf.Api.OpenApi;

/// <summary>What a parameter takes. The endpoints read them as text, to refuse what is wrong in their own words.</summary>
internal static class ParameterNotes
{
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            (parameter.Description, parameter.Schema) = parameter.Name switch
            {
                "limit" => ("Most items of the answer.", Number(1, Page.MaxLimit, IsPublicList(context) ? 10 : Page.MaxLimit)),
                "page" => ("Which page of so many items, from 1.", Number(1, null, 1)),
                "offset" => ("How many items to skip; beats `page`.", Number(0, null, null)),
                "cursor" => ("Where the page before ended, from the `Link` of its answer; beats `offset` and `page`. Opaque.", Text()),
                "city" => ("Only players of this city; case and accents do not matter, a part of a name finds nothing.", Text()),
                "video_id" => ("The video. What is no id at all is not found.", Text("uuid")),
                "id" => ("The upload. What is no id at all is not found.", Text("uuid")),
                "key" => ("The file's name, as an answer of the API gave it.", Text()),
                "exp" => ("When the link ends, in seconds since 1970.", Number(0, null, null)),
                "sig" => ("The signature of the link.", Text()),
                _ => (parameter.Description, parameter.Schema),
            };
        }

        return Task.CompletedTask;
    }

    private static bool IsPublicList(OpenApiOperationTransformerContext context) =>
        context.Description.RelativePath?.StartsWith("api/public/", StringComparison.Ordinal) == true;

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };

    private static OpenApiSchema Number(int least, int? most, int? byDefault) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most?.ToString(CultureInfo.InvariantCulture),
        Default = byDefault is { } value ? JsonValue.Create(value) : null,
    };
}
