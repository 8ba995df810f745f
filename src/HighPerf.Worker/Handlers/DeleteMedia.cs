using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using HighPerf.Queue;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Processing;

namespace HighPerf.Worker.Handlers;

/// <summary>Deletes the files of a video whose row is gone. Harmless to repeat.</summary>
internal sealed class DeleteMedia(LocalStorage storage) : IJobHandler
{
    public string Kind => VideoJobs.DeleteMedia;

    public Task<JobOutcome> RunAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        var payload = VideoJobs.ReadDeleteMedia(job.Payload);
        storage.DeleteOriginal(payload.OriginalKey);
        storage.DeleteAttemptsBelow(payload.VideoId, int.MaxValue);
        return Task.FromResult(new JobOutcome((_, _) => Task.CompletedTask));
    }

    public Task DeadAsync(ClaimedJob job, JobTransaction transaction, CancellationToken cancellationToken) =>
        Task.CompletedTask; // the leftover sweep deletes what is left
}
