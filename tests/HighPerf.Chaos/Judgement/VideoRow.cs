namespace HighPerf.Chaos.Judgement;

/// <summary>A row of <c>videos</c> after the attack.</summary>
internal sealed record VideoRow(
    Guid Id, string Title, string Status, string? FailureCode, string? FailureReason, string OriginalKey, string? ProcessedKey,
    string? ThumbnailKey, string Sha256, bool Published);
