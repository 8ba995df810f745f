using HighPerf.Core.Videos;
using HighPerf.Queue.Streams;

namespace HighPerf.Api.Videos;

/// <summary>
/// Tells the workers at once that videos are gone: a clip in the making stops, the files go. Waits for nobody and never fails: a signal
/// that is lost costs a third of a lease, or a sweep period.
/// </summary>
internal sealed class RemovalSignals(Bell bell, Canceller canceller)
{
    public void Send(RemovedVideos removed)
    {
        foreach (var job in removed.EndedJobs) _ = canceller.NudgeAsync(job);
        foreach (var removal in removed.Removals) _ = bell.RingAsync(removal.Priority, removal.Id);
    }
}
