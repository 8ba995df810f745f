namespace HighPerf.Core.Videos;

/// <summary>What a worker learned of the source and made of it.</summary>
public sealed record ProcessedClip(string ClipKey, string ThumbnailKey, int DurationMs, int Width, int Height, float Fps);
