using System.Text.Json;

namespace HighPerf.Load.Plans;

/// <summary>Reads a plan, with the variables that its text names as <c>${NAME}</c> or <c>${NAME:default}</c>.</summary>
internal static class PlanFile
{
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
            return JsonSerializer.Deserialize(text, PlanJson.Default.LoadPlan) is { Name: not null, Scenarios.Count: > 0 } plan
                ? plan
                : throw new PlanException($"{path}: a plan has a name and at least one scenario");
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number ? $" (line {number + 1})" : "";
            throw new PlanException($"{path}{line}: {e.Message.Split(" Path:")[0]}{(e.Path is null or "$" ? "" : $" At {e.Path}.")}");
        }
    }
}
