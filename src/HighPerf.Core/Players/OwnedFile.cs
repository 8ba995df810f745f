namespace HighPerf.Core.Players;

/// <summary>A video and its original's key.</summary>
internal sealed record OwnedFile(Guid VideoId, string OriginalKey);
