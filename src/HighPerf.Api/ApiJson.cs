using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HighPerf.Api.Accounts;
using HighPerf.Api.Auth;
using HighPerf.Api.Contests;
using HighPerf.Api.Errors;
using HighPerf.Api.Live;
using HighPerf.Api.Moderation;
using HighPerf.Api.Public;
using HighPerf.Api.Rankings;
using HighPerf.Api.Uploads;
using HighPerf.Api.Videos;
using HighPerf.Api.Votes;

namespace HighPerf.Api;

/// <summary>Every body the API reads or writes: snake_case, UTF-8 as it is (no body is ever put into HTML).</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
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
[JsonSerializable(typeof(VideoEvent))]
[JsonSerializable(typeof(IReadOnlyList<RankingResponse>))]
[JsonSerializable(typeof(ContestResponse))]
[JsonSerializable(typeof(IReadOnlyList<ModerationVideoResponse>))]
[JsonSerializable(typeof(ModerationResponse))]
[JsonSerializable(typeof(AccountExport))]
[JsonSerializable(typeof(AccountDeleted))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The context to serialise with; <c>Default</c> knows nothing of our naming.</summary>
    public static ApiJson Wire { get; } = new(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
