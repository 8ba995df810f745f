using HighPerf.Queue;

namespace HighPerf.Core.Players;

/// <summary>What is left to do after an account is gone: the transcode jobs that ended with it, and the removals of its files.</summary>
public sealed record DeletedAccount(IReadOnlyList<Guid> EndedJobs, IReadOnlyList<NewJob> Removals);
