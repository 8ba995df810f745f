namespace HighPerf.Core.Videos;

/// <summary>Whether a transaction's COMMIT was sent: from then on an error says nothing about its outcome.</summary>
internal sealed class CommitState
{
    public bool Sent { get; set; }
}
