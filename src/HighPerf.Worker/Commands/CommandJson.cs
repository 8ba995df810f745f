using System.Text.Json.Serialization;
using HighPerf.Media.Showcase;

namespace HighPerf.Worker.Commands;

/// <summary>What the verbs print with <c>--json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ShowcaseResult))]
[JsonSerializable(typeof(SourceReport))]
internal sealed partial class CommandJson : JsonSerializerContext;
