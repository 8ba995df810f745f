using System.Text.Json;
using System.Text.Json.Serialization;

namespace HighPerf.Load.Runs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <exception cref="Plans.PlanException">It is no result of a run.</exception>
    public static RunResult Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), Default.RunResult) is { Format: 1 } result ? result : throw new Plans.PlanException($"{path} is no result of hpload run, or of another version");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new Plans.PlanException($"{path}: {e.Message}");
        }
    }
}
