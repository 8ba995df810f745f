using System.Text.Json.Serialization;

namespace HighPerf.Media.Isolation;

/// <summary>What parent and child say to each other, one JSON object a line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = false)]
[JsonSerializable(typeof(ChildRequest))]
[JsonSerializable(typeof(ChildMessage))]
[JsonSerializable(typeof(ChildLogLine))]
internal sealed partial class ChildJson : JsonSerializerContext;
