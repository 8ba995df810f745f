using System.Text.Json;
using HighPerf.Core.Videos;
using HighPerf.Queue.Inspection;
using HighPerf.Queue.Ledgers;

namespace HighPerf.Ctl;

/// <summary>What the competition writes when an operator moves a job: the queue knows no videos.</summary>
internal static class JobRows
{
    /// <summary>A transcode's video goes back to <c>uploaded</c>. False: the video is gone.</summary>
    public static async Task<bool> ReplayedAsync(JobRecord job, JobTransaction transaction, CancellationToken cancellationToken) =>
        VideoOf(job) is not { } video || await VideoWork.ReplayedAsync(transaction.Postgres, video, cancellationToken);

    /// <summary>A transcode's video is <c>failed</c>: nobody will make its clip.</summary>
    public static async Task CancelledAsync(JobRecord job, JobTransaction transaction, CancellationToken cancellationToken)
    {
        if (VideoOf(job) is { } video) await VideoWork.FailedAsync(transaction.Postgres, video, VideoFailure.Cancelled, cancellationToken);
    }

    private static Guid? VideoOf(JobRecord job)
    {
        if (job.Kind != VideoJobs.Transcode) return null;
        try
        {
            return VideoJobs.ReadTranscode(job.Payload.GetRawText()).VideoId;
        }
        catch (JsonException)
        {
            return null; // names no video: its handler will say so, and an operator must be able to move it all the same
        }
    }
}
