using System.Text.Json.Serialization;
using HighPerf.Api.Auth;
using HighPerf.Api.Errors;
using HighPerf.Api.Public;
using HighPerf.Api.Rankings;
using HighPerf.Api.Uploads;
using HighPerf.Api.Videos;
using HighPerf.Api.Votes;

namespace HighPerf.Api;

/// <summary>Every body the API reads or writes, in snake_case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SignupRequest))]
[JsonSerializable(typeof(SignupResponse))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(LoginResponse))]
[JsonSerializable(typeof(UploadResponse))]
[JsonSerializable(typeof(IReadOnlyList<OwnVideoSummary>))]
[JsonSerializable(typeof(OwnVideoDetail))]
[JsonSerializable(typeof(DeleteResponse))]
[JsonSerializable(typeof(IReadOnlyList<PublicVideoResponse>))]
[JsonSerializable(typeof(PublicVideoResponse))]
[JsonSerializable(typeof(VoteResponse))]
[JsonSerializable(typeof(IReadOnlyList<RankingResponse>))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ApiJson : JsonSerializerContext;
