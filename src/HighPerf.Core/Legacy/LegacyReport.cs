namespace HighPerf.Core.Legacy;

/// <summary>How an import went, old against new.</summary>
public sealed record LegacyReport
{
    public required bool DryRun { get; init; }

    /// <summary>E-mails with more than one account that this run met.</summary>
    public required IReadOnlyList<EmailCollision> Collisions { get; init; }

    /// <summary>The collisions stopped it before it wrote anything; there are no tallies.</summary>
    public bool Stopped { get; init; }

    /// <summary>What stands for the directory of the files in old paths that have it, without slashes at its ends; empty for nothing.</summary>
    public string Prefix { get; init; } = "";

    public IReadOnlyList<LegacyTally> Tallies { get; init; } = [];

    /// <summary>Null in a dry run.</summary>
    public LegacyBytes? Bytes { get; init; }

    /// <summary>Transcode jobs that were enqueued, or would be.</summary>
    public long Jobs { get; init; }

    public IReadOnlyList<SkippedRow> Skipped { get; init; } = [];

    public IReadOnlyList<SkippedVotes> SkippedVotes { get; init; } = [];

    /// <summary>What an operator may want to know of videos that are imported, among it whose files this run brought again.</summary>
    public IReadOnlyList<SkippedRow> Notes { get; init; } = [];

    public IReadOnlyList<SharedFile> Shared { get; init; } = [];

    /// <summary>Every row is accounted for, and every byte is there.</summary>
    public bool AddsUp => !Stopped && Tallies.All(tally => tally.AddsUp) && Bytes is null or { AddsUp: true };
}
