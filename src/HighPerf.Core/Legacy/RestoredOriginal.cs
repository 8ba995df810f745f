namespace HighPerf.Core.Legacy;

/// <summary>An original as it was brought again: its bytes and their SHA-256.</summary>
internal sealed record RestoredOriginal(long SizeBytes, byte[] Sha256);
