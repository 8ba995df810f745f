namespace HighPerf.Chaos.Load;

/// <summary>An upload that may have reached the system, and what is known of it. Its title is its own: by it a row is recognised.</summary>
internal sealed class SentUpload(string title, LoadPlayer player, ClipKind kind, string sha256)
{
    public string Title { get; } = title;

    public LoadPlayer Player { get; } = player;

    public ClipKind Kind { get; } = kind;

    /// <summary>Of the bytes sent, in lower-case hexadecimal.</summary>
    public string Sha256 { get; } = sha256;

    /// <summary>From the 201; null: never acknowledged.</summary>
    public Guid? Video { get; set; }

    /// <summary>The job's id, from the 201.</summary>
    public Guid? Job { get; set; }

    /// <summary>A deletion was answered 200.</summary>
    public bool Deleted { get; set; }

    /// <summary>A deletion was sent whose outcome is not known.</summary>
    public bool MayBeDeleted { get; set; }
}
