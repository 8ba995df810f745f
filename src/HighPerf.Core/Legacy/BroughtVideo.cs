namespace HighPerf.Core.Legacy;

/// <summary>
/// What became of an old video's files. <c>ClipKey</c> is null when the clip is to be made; <c>Note</c> tells what an operator may want
/// to know of a video that was imported; <c>Problem</c> why it was not.
/// </summary>
internal sealed record BroughtVideo(long OldId, string OriginalKey, string? ClipKey, long SizeBytes, byte[] Sha256, string? Note, string? Problem);
