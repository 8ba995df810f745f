using System.Text.Json;
using System.Text.Json.Serialization;

namespace HighPerf.Load.Results;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Of the file; 2 since right answers a second are those that came in the measured time.</summary>
    public const int Format = 2;

    /// <exception cref="Plans.PlanException">It is no result of a run.</exception>
    public static RunResult Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), Default.RunResult) is { Format: Format } result ? result : throw new Plans.PlanException($"{path} is no result of hpload run, or of another version");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new Plans.PlanException($"{path}: {e.Message}");
        }
    }
}
