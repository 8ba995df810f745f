using System.Text.Json;

namespace HighPerf.Load.Plans;

/// <summary>Reads a plan, with the variables that its text names as <c>${NAME}</c> or <c>${NAME:default}</c>.</summary>
internal static class PlanFile
{
    /// <param name="path">The file; other files that it names are beside it.</param>
    /// <param name="settings">Values of variables.</param>
    /// <exception cref="PlanException">It cannot be read, or says what cannot be understood.</exception>
    public static LoadPlan Read(string path, IReadOnlyDictionary<string, string> settings)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlanException($"{path}: {e.Message}");
        }

        return Parse(text, path, settings);
    }

    public static LoadPlan Parse(string text, string path, IReadOnlyDictionary<string, string> settings)
    {
        try
        {
            return JsonSerializer.Deserialize(Variables.Fill(text, path, settings), PlanJson.Default.LoadPlan) is { Name: not null, Scenarios.Count: > 0 } plan
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
