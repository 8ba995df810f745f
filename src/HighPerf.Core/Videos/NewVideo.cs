namespace HighPerf.Core.Videos;

/// <summary>An upload whose bytes are durable under their key.</summary>
public sealed record NewVideo(Guid Id, Guid PlayerId, string Title, string OriginalKey, long SizeBytes, byte[] Sha256);
