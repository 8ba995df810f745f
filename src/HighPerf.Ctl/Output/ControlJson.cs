using System.Text.Json.Serialization;
using HighPerf.Core.Legacy;
using HighPerf.Core.Players.Roles;
using HighPerf.Core.Rankings;
using HighPerf.Core.Seeding;
using HighPerf.Core.Videos;
using HighPerf.Queue.Inspection;

namespace HighPerf.Ctl.Output;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<QueueCount>))]
[JsonSerializable(typeof(IReadOnlyList<JobView>))]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(IReadOnlyList<JobOutcomeLine>))]
[JsonSerializable(typeof(VideoRecord))]
[JsonSerializable(typeof(FilesReport))]
[JsonSerializable(typeof(IReadOnlyList<StandingsAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<RoleHolder>))]
[JsonSerializable(typeof(WinnersReport))]
[JsonSerializable(typeof(LegacyReport))]
[JsonSerializable(typeof(SeedResult))]
[JsonSerializable(typeof(IReadOnlyList<KeyLine>))]
internal sealed partial class ControlJson : JsonSerializerContext;
