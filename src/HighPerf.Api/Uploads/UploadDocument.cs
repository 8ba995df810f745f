using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HighPerf.Api.Uploads;

/// <summary>Describes the multipart body, which the endpoint reads itself and so no parameter tells of.</summary>
internal static class UploadDocument
{
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["multipart/form-data"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string>(StringComparer.Ordinal) { "video_file", "title" },
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            ["video_file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "MP4; at most 100 MiB unless configured otherwise" },
                            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
                        },
                    },
                },
            },
        };
        return Task.CompletedTask;
    }
}
