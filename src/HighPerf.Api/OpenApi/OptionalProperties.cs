using HighPerf.Api.Auth;
using HighPerf.Api.Errors;
using HighPerf.Api.Public;
using HighPerf.Api.Videos;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HighPerf.Api.OpenApi;

/// <summary>
/// Says which properties may be absent: what is omitted until there is one, and what a request need not bring. The schema of a record
/// requires each of its parameters otherwise.
/// </summary>
internal static class OptionalProperties
{
    private static readonly string[] s_own = ["processed_at", "processed_url", "thumbnail_url", "progress", "error"];

    private static readonly Dictionary<Type, string[]> s_optional = new()
    {
        [typeof(Problem)] = ["errors"],
        [typeof(OwnVideoSummary)] = s_own,
        [typeof(OwnVideoDetail)] = s_own,
        [typeof(PublicVideoResponse)] = ["thumbnail_url", "voted"],
        [typeof(SignupRequest)] = ["city", "country"],
    };

    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is null && schema.Required is { } required
            && s_optional.TryGetValue(context.JsonTypeInfo.Type, out var optional))
        {
            required.ExceptWith(optional);
        }

        return Task.CompletedTask;
    }
}
