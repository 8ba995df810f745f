using System.Text.Json;
using System.Text.Json.Serialization;

namespace HighPerf.Load.Plans;

/// <summary>A name that a plan should not have is an error: it is a setting misspelt.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(LoadPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;
