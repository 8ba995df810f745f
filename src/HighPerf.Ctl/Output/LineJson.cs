using System.Text.Json.Serialization;

namespace HighPerf.Ctl.Output;

/// <summary>JSON of one line per object, for what is printed again and again.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(QueueLook))]
internal sealed partial class LineJson : JsonSerializerContext;
