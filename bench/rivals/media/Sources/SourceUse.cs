namespace HighPerf.MediaRace.Sources;

internal enum SourceUse
{
    /// <summary>1080p landscape; encoder settings are chosen by it.</summary>
    Tuning,

    /// <summary>1080p landscape; not tuned by, but its figures were known when settings that had passed the tuning were chosen from.</summary>
    Seen,

    /// <summary>1080p landscape; raced, and nothing was changed for what it said, so that it judges settings.</summary>
    Untouched,

    /// <summary>Another shape, rate or codec, with a limit of its own.</summary>
    Other,
}
