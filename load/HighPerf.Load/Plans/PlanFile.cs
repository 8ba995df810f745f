using System.Globalization;
using System.Text.Json;

namespace HighPerf.Load.Plans;

/// <summary>Reads a plan, with the variables that its text names as <c>${NAME}</c> or <c>${NAME:default}</c>.</summary>
internal static class PlanFile
{
    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }; // as PlanJson is

    /// <param name="path">The file; other files that it names are beside it.</param>
    /// <param name="settings">Values of variables.</param>
    /// <returns>The plan, and its text with the variables filled in.</returns>
    /// <exception cref="PlanException">It cannot be read, or says what cannot be understood.</exception>
    public static (LoadPlan Plan, string Text) Read(string path, IReadOnlyDictionary<string, string> settings)
    {
        try
        {
            var text = Variables.Fill(File.ReadAllText(path), path, settings);
            return (Parse(text, path), text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlanException($"{path}: {e.Message}");
        }
    }

    /// <param name="text">Without variables.</param>
    /// <param name="path">For messages.</param>
    public static LoadPlan Parse(string text, string path)
    {
        try
        {
            if (JsonSerializer.Deserialize(text, PlanJson.Default.LoadPlan) is not { Name: not null, Scenarios.Count: > 0 } plan) throw new PlanException($"{path}: a plan has a name and at least one scenario");
            using var document = JsonDocument.Parse(text, s_lenient);
            return Null(document.RootElement, "$") is { } place ? throw new PlanException($"{path}: {place} is null: give it a value, or leave it out") : plan;
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number ? $" (line {number + 1})" : "";
            throw new PlanException($"{path}{line}: {e.Message.Split(" Path:")[0]}{(e.Path is null or "$" ? "" : $" At {e.Path}.")}");
        }
    }

    /// <summary>The path of the first null, which no setting may be; null when there is none. In the body of a request it is data.</summary>
    private static string? Null(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => path,
        JsonValueKind.Array => value.EnumerateArray().Select((item, n) => Null(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{n}]"))).FirstOrDefault(found => found is not null),
        JsonValueKind.Object => value.EnumerateObject().Where(property => property.Name != "json").Select(property => Null(property.Value, $"{path}.{property.Name}")).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
