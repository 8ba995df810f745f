namespace HighPerf.Core.Legacy;

/// <summary>An old row that stays behind. <c>Kind</c> is player or video; the id is the old one.</summary>
public sealed record SkippedRow(string Kind, long OldId, string Reason);
