namespace HighPerf.Media.Isolation;

/// <summary>The limits a child puts on itself, as they travel to it.</summary>
internal sealed record ChildLimits(long DataBytes, int CpuSeconds, long FileBytes, int OpenFiles);
