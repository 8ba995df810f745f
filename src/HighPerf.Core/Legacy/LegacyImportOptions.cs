namespace HighPerf.Core.Legacy;

/// <summary>How the old system is brought over.</summary>
public sealed record LegacyImportOptions
{
    /// <summary>The old system's name here. It keeps two old systems apart, and is what the new ids are derived from.</summary>
    public string Source { get; init; } = "legacy";

    /// <summary>What the old machines called the directory of the files, as old paths begin; null: what most of them say.</summary>
    public string? Prefix { get; init; }

    /// <summary>Reads and checks everything, writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Accounts whose e-mails differ in case only become one player; without it they stop the import before it writes.</summary>
    public bool MergeDuplicates { get; init; }

    /// <summary>Videos that the old system processed but never made public stay closed to voting.</summary>
    public bool KeepUnpublished { get; init; }

    /// <summary>Every clip is made again from its original; until then the video is not open for voting.</summary>
    public bool Retranscode { get; init; }

    /// <summary>Files are hard links to the old ones where the file system allows it.</summary>
    public bool Link { get; init; }
}
