using System.Diagnostics;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using HighPerf.Media.Isolation;
using HighPerf.Media.Showcase;
using HighPerf.Queue;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;
using HighPerf.Worker.Configuration;
using Microsoft.Extensions.Logging;

namespace HighPerf.Worker.Handlers;

/// <summary>
/// Makes a video's showcase clip in a child process. Output names carry the attempt; only the guarded row makes them public. A clip that
/// breaks the rules ends its job normally and its video <c>failed</c> with a reason; a child that died is a failure and retried.
/// </summary>
internal sealed partial class TranscodeVideo(
    VideoWork work, LocalStorage storage, ShowcaseRunner runner, WorkerOptions options, TimeProvider time, ILogger<TranscodeVideo> logger)
    : IJobHandler
{
    public string Kind => VideoJobs.Transcode;

    public async Task<JobOutcome> RunAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        var video = VideoJobs.ReadTranscode(job.Payload).VideoId;
        Activity.Current?.SetTag("highperf.video.id", video.ToString());
        if (await work.StartAsync(video, cancellationToken) is not { } original)
        {
            return new JobOutcome((_, _) => Task.CompletedTask, """{"skipped":"the video is gone or has ended"}""");
        }

        storage.DeleteAttemptsBelow(video, job.Attempt);
        var clip = StorageKeys.Clip(video, job.Attempt);
        var thumbnail = StorageKeys.Thumbnail(video, job.Attempt);
        var request = new ShowcaseRequest(
            storage.OriginalPath(original), storage.ProcessedPath(clip), storage.ProcessedPath(thumbnail), options.MediaCache, options.Rules,
            options.Artwork);
        await using var progress = new ProgressWriter(percent => work.ProgressAsync(video, job, percent, cancellationToken), time, logger);
        var outcome = await runner.RunAsync(request, progress, cancellationToken);
        switch (outcome)
        {
            case ShowcaseOutcome.Done(var result):
                Made(video, result.SourceWidth, result.SourceHeight, result.SourceDurationMs, result.SizeBytes);
                if (result.DamagedPictures > 0) Patched(video, result.DamagedPictures);
                var made = new ProcessedClip(
                    clip, thumbnail, result.SourceDurationMs, result.SourceWidth, result.SourceHeight, (float)result.SourceFps);
                return new JobOutcome(
                    (transaction, token) => VideoWork.ProcessedAsync(transaction.Postgres, video, made, publish: !options.Moderation, token),
                    result.DamagedPictures > 0 ? $$"""{"damagedPictures":{{result.DamagedPictures}}}""" : null,
                    Lost: () => DeleteAttempt(video, job.Attempt));
            case ShowcaseOutcome.Refused(var code, var detail):
                Refused(video, code, detail);
                var failure = VideoFailure.FromRefusal(
                    code, options.Rules.MinDuration, options.Rules.MaxDuration, options.Rules.MinShortSide);
                return new JobOutcome(
                    (transaction, token) => VideoWork.FailedAsync(transaction.Postgres, video, failure, token), $$"""{"refused":"{{failure.Code}}"}""");
            case ShowcaseOutcome.Failed(var reason, _):
                throw new InvalidOperationException(reason);
            default:
                throw new UnreachableException();
        }
    }

    public Task DeadAsync(ClaimedJob job, JobTransaction transaction, CancellationToken cancellationToken) => VideoWork.FailedAsync(
        transaction.Postgres, VideoJobs.ReadTranscode(job.Payload).VideoId, VideoFailure.ProcessingFailed, cancellationToken);

    public Task CancelledAsync(ClaimedJob job, JobTransaction transaction, CancellationToken cancellationToken) => VideoWork.FailedAsync(
        transaction.Postgres, VideoJobs.ReadTranscode(job.Payload).VideoId, VideoFailure.Cancelled, cancellationToken);

    private Task DeleteAttempt(Guid video, int attempt)
    {
        storage.DeleteAttempt(video, attempt);
        return Task.CompletedTask;
    }

    [LoggerMessage(4001, LogLevel.Information, "Video {Video}: {Width}×{Height}, {DurationMs} ms, made a clip of {Bytes} bytes")]
    private partial void Made(Guid video, int width, int height, int durationMs, long bytes);

    [LoggerMessage(4003, LogLevel.Warning, "Video {Video}: {Pictures} damaged pictures were patched or passed over")]
    private partial void Patched(Guid video, int pictures);

    [LoggerMessage(4002, LogLevel.Information, "Video {Video} refused, {Code}: {Detail}")]
    private partial void Refused(Guid video, string code, string detail);
}
