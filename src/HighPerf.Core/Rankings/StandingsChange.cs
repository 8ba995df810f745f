namespace HighPerf.Core.Rankings;

/// <summary>
/// What one poll of the feed brings: votes by video, and for videos that were opened, hidden or deleted all of them as of the same
/// snapshot (absent: not open any more), which replaces whatever was known.
/// </summary>
/// <param name="Snapshot">The <c>pg_snapshot</c> up to which the copy is exact once this is applied.</param>
internal sealed record StandingsChange(
    string Snapshot, bool Pruned, bool VerifyAsked, IReadOnlyList<VideoDelta> Deltas, IReadOnlyCollection<Guid> Recounted, IReadOnlyList<OpenVideo> Counts);
