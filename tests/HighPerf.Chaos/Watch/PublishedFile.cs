namespace HighPerf.Chaos.Watch;

/// <summary>A file as it was when the public list first named it.</summary>
internal sealed record PublishedFile(string Key, FileFacts Facts);
