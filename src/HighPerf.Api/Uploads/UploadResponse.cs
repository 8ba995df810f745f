namespace HighPerf.Api.Uploads;

/// <param name="TaskId">The id of the transcode job.</param>
internal sealed record UploadResponse(string Message, Guid TaskId, Guid VideoId);
