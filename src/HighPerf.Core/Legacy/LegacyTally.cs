namespace HighPerf.Core.Legacy;

/// <summary>
/// What became of the old rows of one kind. <c>Merged</c>: accounts that became part of another, votes that became one by that.
/// <c>Gone</c>: imported, and deleted here since. <c>Now</c>: added by this run (or what it would add, in a dry run).
/// </summary>
public sealed record LegacyTally(string Kind, long Old, long Imported, long Merged, long Gone, long Skipped, long Now)
{
    /// <summary>Every old row is accounted for.</summary>
    public bool AddsUp => Old == Imported + Merged + Gone + Skipped;
}
