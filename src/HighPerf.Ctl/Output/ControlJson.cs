using System.Text.Json.Serialization;
using HighPerf.Core.Rankings;
using HighPerf.Core.Videos;
using HighPerf.Queue.Inspection;

namespace HighPerf.Ctl.Output;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<QueueCount>))]
[JsonSerializable(typeof(IReadOnlyList<JobView>))]
[JsonSerializable(typeof(VideoRecord))]
[JsonSerializable(typeof(IReadOnlyList<StandingsAnswer>))]
internal sealed partial class ControlJson : JsonSerializerContext;
