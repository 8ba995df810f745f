using System.Collections.Concurrent;
using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;

namespace HighPerf.System.Tests.Contract;

/// <summary>Holds JSON against a schema of the document.</summary>
internal static class Schemas
{
    private static readonly ConcurrentDictionary<string, Task<JsonSchema>> Compiled = new(StringComparer.Ordinal);

    private static readonly string Components = CommittedDocument.Root.TryGetProperty("components", out var components)
        && components.TryGetProperty("schemas", out var schemas) ? schemas.GetRawText() : "{}";

    /// <summary>Every way in which the JSON differs; none when it is valid.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(JsonElement schema, string json)
    {
        var compiled = await Compiled.GetOrAdd(schema.GetRawText(), CompileAsync);
        return [.. compiled.Validate(json).Where(error => !IsShortEnough(error)).Select(Describe)];
    }

    // A schema on its own, as JSON Schema has it: what the document keeps under components is its definitions.
    private static Task<JsonSchema> CompileAsync(string schema) => JsonSchema.FromJsonAsync(
        $$"""{"definitions":{{Components}},"allOf":[{{schema}}]}""".Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal));

    /// <summary>A length is in characters (JSON Schema Validation, 6.3.1), where the library counts UTF-16 units.</summary>
    private static bool IsShortEnough(ValidationError error) =>
        error.Kind == ValidationErrorKind.StringTooLong && error.Token?.ToString().EnumerateRunes().Count() <= error.Schema.MaxLength;

    private static string Describe(ValidationError error)
    {
        var text = $"{error.Path ?? "#"}: {error.Kind}";
        return error is ChildSchemaValidationError nested
            ? text + "(" + string.Join(", ", nested.Errors.SelectMany(of => of.Value).Select(Describe)) + ")"
            : text;
    }
}
