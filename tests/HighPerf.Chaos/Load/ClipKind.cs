namespace HighPerf.Chaos.Load;

/// <summary>What a clip has to become.</summary>
internal enum ClipKind
{
    /// <summary>A few seconds: <c>processed</c>.</summary>
    Short,

    /// <summary>Long enough to be killed more than once: <c>processed</c>.</summary>
    Long,

    /// <summary><c>failed</c> with a reason.</summary>
    Damaged,
}
