using System.Net;
using HighPerf.System.Tests.Client;
using static HighPerf.System.Tests.Json.JsonShape;

namespace HighPerf.System.Tests.Json;

/// <summary>The JSON of the contract, each shape once.</summary>
internal static class Shapes
{
    /// <summary>Its own list and details: what a video that is not processed (yet) looks like.</summary>
    public static (string Name, JsonShape Shape)[] OwnUnprocessed(string title, string status) =>
    [
        ("video_id", UuidV7), ("title", Exactly(title)), ("status", Exactly(status)), ("uploaded_at", Timestamp),
        ("votes", Exactly(0)), ("progress", OrAbsent(Percent)),
    ];

    public static (string Name, JsonShape Shape)[] OwnProcessed(string title, string baseUrl) =>
    [
        ("video_id", UuidV7), ("title", Exactly(title)), ("status", Exactly("processed")), ("uploaded_at", Timestamp),
        ("processed_at", Timestamp), ("processed_url", Url(baseUrl + "/media/processed/")),
        ("thumbnail_url", Url(baseUrl + "/media/processed/")), ("votes", Count), ("progress", OrAbsent(Percent)),
    ];

    public static (string Name, JsonShape Shape) OriginalUrl(string baseUrl) =>
        ("original_url", Url(baseUrl + "/media/original/"));

    public static (string Name, JsonShape Shape)[] PublicVideo(string baseUrl) =>
    [
        ("video_id", UuidV7), ("id", UuidV7), ("title", Text), ("username", Text), ("owner_name", Text), ("city", OrNull(Text)),
        ("owner_city", OrNull(Text)), ("uploaded_at", Timestamp), ("processed_at", Timestamp),
        ("processed_url", Url(baseUrl + "/media/processed/")), ("thumbnail_url", Url(baseUrl + "/media/processed/")), ("votes", Count),
    ];

    public static JsonShape RankingEntry { get; } =
        Record(("position", Count), ("username", Text), ("city", OrNull(Text)), ("votes", Count));

    /// <summary>
    /// Asserts a refusal: its status, <c>application/problem+json</c>, the whole RFC 9457 body, its code, and that each of
    /// <paramref name="fields"/> has messages.
    /// </summary>
    public static ApiResponse Refused(this ApiResponse response, HttpStatusCode status, string code, params string[] fields)
    {
        response.Expect(status);
        Assert.True(response.MediaType == "application/problem+json", "Expected application/problem+json. " + response);
        var errors = MapOf(ArrayOf(Spanish), fields);
        Record(
            ("type", Ends("/errors#" + code)), ("title", Text), ("status", Exactly((int)status)), ("detail", Spanish), ("code", Exactly(code)),
            ("errors", fields.Length == 0 ? OrAbsent(errors) : errors), ("trace_id", Text)).Check(response.Json);
        if (status == HttpStatusCode.Unauthorized)
            Assert.True(response.Header("WWW-Authenticate")?.StartsWith("Bearer", StringComparison.Ordinal) == true, "No Bearer challenge. " + response);
        return response;
    }
}
