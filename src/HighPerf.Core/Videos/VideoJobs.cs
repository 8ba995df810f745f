using System.Text.Json;
using HighPerf.Queue;

namespace HighPerf.Core.Videos;

/// <summary>The kinds of jobs that videos give rise to, and their payloads.</summary>
public static class VideoJobs
{
    public const string Transcode = "transcode-video";
    public const string DeleteMedia = "delete-media";

    /// <summary>The unique key of a video's transcode job.</summary>
    public static string TranscodeKey(Guid video) => $"transcode:{video}";

    /// <summary>The job that makes an uploaded video's showcase clip.</summary>
    /// <param name="traceParent">The span of the upload, where there is one.</param>
    public static NewJob NewTranscode(Guid video, string? traceParent = null) =>
        new(Guid.CreateVersion7(), Transcode, TranscodePayload(video), UniqueKey: TranscodeKey(video), TraceParent: traceParent);

    public static string TranscodePayload(Guid video) =>
        JsonSerializer.Serialize(new TranscodePayload(video), VideoJobsJson.Default.TranscodePayload);

    public static TranscodePayload ReadTranscode(string payload) =>
        JsonSerializer.Deserialize(payload, VideoJobsJson.Default.TranscodePayload) ?? throw new JsonException("empty payload");

    public static string DeleteMediaPayload(DeleteMediaPayload payload) =>
        JsonSerializer.Serialize(payload, VideoJobsJson.Default.DeleteMediaPayload);

    /// <summary>The job that deletes the files of a video whose row goes in the same transaction.</summary>
    public static NewJob Removal(Guid video, string originalKey) =>
        new(Guid.CreateVersion7(), DeleteMedia, DeleteMediaPayload(new DeleteMediaPayload(video, originalKey)), JobPriority.Low);

    public static DeleteMediaPayload ReadDeleteMedia(string payload) =>
        JsonSerializer.Deserialize(payload, VideoJobsJson.Default.DeleteMediaPayload) ?? throw new JsonException("empty payload");
}
