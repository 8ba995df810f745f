namespace HighPerf.Core.Videos;

internal sealed record DeletableVideo(Guid PlayerId, string OriginalKey, bool IsOpen);
