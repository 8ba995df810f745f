using System.Globalization;
using System.Text.Json.Nodes;
using HighPerf.Api.Errors;
using HighPerf.Api.Uploads;
using HighPerf.Core.Errors;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HighPerf.Api.OpenApi;

/// <summary>Puts what is written by hand into an operation: descriptions, an example of the body, and one of each refusal.</summary>
internal static class OperationNotes
{
    private const long DefaultUpload = 100 * 1024 * 1024;
    private const string Problem = "application/problem+json";

    /// <summary>What any operation under <c>/api</c> may answer.</summary>
    private static readonly string[] s_anywhere = ["too_many_requests", "unavailable"];

    public static string Key(OpenApiOperationTransformerContext context) =>
        $"{context.Description.HttpMethod} /{context.Description.RelativePath?.TrimEnd('/')}";

    public static bool TokenIsOptional(OpenApiOperationTransformerContext context) =>
        WrittenNotes.All.TryGetValue(Key(context), out var note) && note.TokenIsOptional;

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!WrittenNotes.All.TryGetValue(Key(context), out var note)) return Task.CompletedTask;
        operation.Description = note.Description ?? operation.Description;
        if (note.Request is not null) operation.RequestBody?.Content?.Values.Single().Example = JsonNode.Parse(note.Request);
        string[] codes = Key(context).Contains(" /api/", StringComparison.Ordinal) ? [.. note.Refusals, .. s_anywhere] : note.Refusals;
        operation.Responses = Sorted(operation.Responses ?? []);
        if (note.NeedsNothing) operation.Responses.Remove("503");
        foreach (var (status, response) in operation.Responses)
        {
            if (status is "200" or "206" && Key(context).Contains(" /media/", StringComparison.Ordinal)) Bytes(response, jpeg: note.Pictures);
            var refusals = ErrorCatalogue.All.Where(error => Status(error.Status) == status && codes.Contains(error.Code, StringComparer.Ordinal))
                .GroupBy(error => error.Code, StringComparer.Ordinal).Select(alike => OfThis(context, [.. alike])).ToArray();
            if (response.Content?.TryGetValue(Problem, out var body) == true)
            {
                response.Description = refusals.Length == 0 ? response.Description : string.Join(" · ", refusals.Select(error => $"`{error.Code}`"));
                body.Examples = refusals.ToDictionary(error => error.Code, IOpenApiExample (error) => Example(error, Key(context)), StringComparer.Ordinal);
            }
            else if (status is "200" or "201" or "204")
            {
                response.Description = note.Success;
                if (note.Response is not null) response.Content?.Values.Single().Example = JsonNode.Parse(note.Response);
            }
            else
            {
                response.Description = Plain(status) ?? response.Description;
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Of errors with one code the one that this operation gives.</summary>
    private static Error OfThis(OpenApiOperationTransformerContext context, Error[] alike)
    {
        var path = context.Description.RelativePath ?? "";
        Error? own = null;
        if (path.StartsWith("api/uploads", StringComparison.Ordinal)) own = alike.FirstOrDefault(error => error == ErrorCatalogue.MoreThanAnnounced || error == ErrorCatalogue.UploadNotFound);
        else if (path.StartsWith("api/auth/", StringComparison.Ordinal)) own = alike.FirstOrDefault(error => error == ErrorCatalogue.TooManyLogins);
        else if (path.Contains("videos", StringComparison.Ordinal)) own = alike.FirstOrDefault(error => error == ErrorCatalogue.FileTooLarge || error == ErrorCatalogue.VideoNotFound);
        return own ?? (path.StartsWith("api/", StringComparison.Ordinal) ? alike[^1] : alike[0]);
    }

    private static OpenApiExample Example(Error error, string key)
    {
        var example = new JsonObject
        {
            ["type"] = "https://anb.example/errors#" + error.Code,
            ["title"] = ProblemTitle.Of(error.Status),
            ["status"] = error.Status,
            ["detail"] = Detail(error),
            ["code"] = error.Code,
        };
        if (Field(error, key) is var (field, message)) example["errors"] = new JsonObject { [field] = new JsonArray(message) };
        example["trace_id"] = "7f3c1d9e5b2a4c60887d1e0f9a6b3c42";
        return new OpenApiExample { Summary = Detail(error), Value = example };
    }

    /// <summary>As it is answered: with the limit that is named.</summary>
    private static string Detail(Error error) =>
        (error == ErrorCatalogue.FileTooLarge || error == ErrorCatalogue.UploadTooLarge ? error.Naming(DefaultUpload) : error).Detail;

    private static OpenApiResponses Sorted(OpenApiResponses responses)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in responses.OrderBy(answer => answer.Key, StringComparer.Ordinal)) sorted.Add(status, response);
        return sorted;
    }

    private static void Bytes(IOpenApiResponse response, bool jpeg)
    {
        if (response is not OpenApiResponse file) return;
        file.Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
        foreach (var type in jpeg ? ["video/mp4", "image/jpeg"] : new[] { "video/mp4" })
        {
            file.Content[type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        }
    }

    private static (string Field, string Message)? Field(Error error, string key) => error.Code switch
    {
        "invalid_parameter" => ("limit", "Debe ser un número entre 1 y 100."),
        "invalid_field" when key.EndsWith("/upload", StringComparison.Ordinal) => ("title", "El título debe tener entre 1 y 255 caracteres."),
        "invalid_field" => ("email", "Debe ser un correo electrónico válido."),
        _ => null,
    };

    private static string? Plain(string status) => status switch
    {
        "202" => "Stored, in the test mode without a queue: no clip will be made.",
        "206" => "The bytes that `Range` asked for.",
        "304" => "The client has the newest version; no body.",
        "416" => "`Range` asks for nothing that is there; no body.",
        _ => null,
    };

    private static string Status(int status) => status.ToString(CultureInfo.InvariantCulture);
}
