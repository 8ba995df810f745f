namespace HighPerf.Ctl;

/// <summary>A key as <c>hpctl keys show</c> prints it.</summary>
internal sealed record KeyLine(string Slot, string Kid, DateTimeOffset? Published, DateTimeOffset? Retired);
