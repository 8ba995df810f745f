using System.Text.Json;

namespace HighPerf.Core.Videos;

/// <summary>The kinds of jobs that videos give rise to, and their payloads.</summary>
public static class VideoJobs
{
    public const string Transcode = "transcode-video";
    public const string DeleteMedia = "delete-media";

    /// <summary>The unique key of a video's transcode job.</summary>
    public static string TranscodeKey(Guid video) => $"transcode:{video}";

    public static string TranscodePayload(Guid video) =>
        JsonSerializer.Serialize(new TranscodePayload(video), VideoJobsJson.Default.TranscodePayload);

    public static TranscodePayload ReadTranscode(string payload) =>
        JsonSerializer.Deserialize(payload, VideoJobsJson.Default.TranscodePayload) ?? throw new JsonException("empty payload");

    public static string DeleteMediaPayload(DeleteMediaPayload payload) =>
        JsonSerializer.Serialize(payload, VideoJobsJson.Default.DeleteMediaPayload);

    public static DeleteMediaPayload ReadDeleteMedia(string payload) =>
        JsonSerializer.Deserialize(payload, VideoJobsJson.Default.DeleteMediaPayload) ?? throw new JsonException("empty payload");
}
