using System.Text.Json;

namespace HighPerf.Bench.Aot;

/// <summary>Bytes that one operation of a case may allocate.</summary>
internal static class Budgets
{
    public const double Tolerance = 1.1;

    /// <summary>From a JSON object of names and bytes.</summary>
    public static Dictionary<string, long?> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.EnumerateObject().ToDictionary(budget => budget.Name, budget => (long?)budget.Value.GetInt64(), StringComparer.Ordinal);
    }
}
