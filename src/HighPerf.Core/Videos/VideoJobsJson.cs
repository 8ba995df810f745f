using System.Text.Json.Serialization;

namespace HighPerf.Core.Videos;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TranscodePayload))]
[JsonSerializable(typeof(DeleteMediaPayload))]
internal sealed partial class VideoJobsJson : JsonSerializerContext;
