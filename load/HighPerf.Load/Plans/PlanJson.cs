using System.Text.Json;
using System.Text.Json.Serialization;

namespace HighPerf.Load.Plans;

/// <summary>A name that a plan should not have is an error: it is a setting misspelt. So is one that stands there twice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(LoadPlan))]
[JsonSerializable(typeof(FilePartPlan))]
internal sealed partial class PlanJson : JsonSerializerContext;
