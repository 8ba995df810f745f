using HighPerf.Queue;

namespace HighPerf.Core.Videos;

/// <summary>What is left to do after videos are gone: nudge the workers of the jobs that ended with them, ring for the removal of their files.</summary>
public sealed record RemovedVideos(IReadOnlyList<Guid> EndedJobs, IReadOnlyList<NewJob> Removals);
