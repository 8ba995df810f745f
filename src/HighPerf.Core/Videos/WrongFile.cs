namespace HighPerf.Core.Videos;

/// <summary>A file that is not as its row says.</summary>
/// <param name="Owner">The video, or the resumable upload that a segment is of.</param>
/// <param name="Kind">One of <see cref="FileKind"/>.</param>
/// <param name="Key">Its name in its directory.</param>
/// <param name="Expected">Bytes by the row; null: it does not say, and any but none will do.</param>
/// <param name="Found">Bytes that are there; null: there is no such file.</param>
public sealed record WrongFile(Guid Owner, string Kind, string Key, long? Expected, long? Found);
