namespace HighPerf.Core.Videos;

/// <summary>How far a video is, as its player watches it.</summary>
/// <param name="Progress">0–100 while it is processed, else null.</param>
/// <param name="FailureReason">Why it failed, in Spanish; else null.</param>
public sealed record VideoProgress(Guid Id, string Status, short? Progress, string? FailureReason)
{
    public const string Deleted = "deleted";

    /// <summary>Nothing follows but an operator's replay.</summary>
    public bool IsFinal => Status is "processed" or "failed" or Deleted;
}
