namespace HighPerf.Core.Videos;

/// <summary>A file that a row names.</summary>
/// <param name="Owner">The video, or the resumable upload that a segment is of.</param>
/// <param name="Kind">One of <see cref="FileKind"/>.</param>
/// <param name="Key">Its name in its directory.</param>
/// <param name="Bytes">How long it is by the row; null: the row does not say.</param>
internal sealed record NamedFile(Guid Owner, string Kind, string Key, long? Bytes);
