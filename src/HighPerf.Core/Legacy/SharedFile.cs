namespace HighPerf.Core.Legacy;

/// <summary>One old file that more than one imported video names, by the videos' old ids: at most one of them can be right.</summary>
public sealed record SharedFile(string Path, IReadOnlyList<long> Videos);
