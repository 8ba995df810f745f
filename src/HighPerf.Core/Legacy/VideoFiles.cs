using System.Diagnostics.CodeAnalysis;
using HighPerf.Core.Storage;

namespace HighPerf.Core.Legacy;

/// <summary>
/// Which of an old video's files serve: the clip where the old system had made one, else a transcode job for the original. A clip whose
/// original is lost stands in for it, so that no votes are lost.
/// </summary>
internal sealed class VideoFiles(LegacyFiles old, FileImport? import, bool retranscode)
{
    /// <summary>The attempt in an imported clip's name: the queue counts from one.</summary>
    private const int ImportedAttempt = 0;

    /// <summary>The key of an imported clip.</summary>
    public static string ClipKey(Guid video) => StorageKeys.Clip(video, ImportedAttempt);

    /// <summary>Looks at the files and, unless it is a dry run (without an import), brings them over.</summary>
    public BroughtVideo Bring(PendingVideo video)
    {
        try
        {
            return Choose(video);
        }
        catch (LegacyFileException e)
        {
            return Skipped(video.OldId, e.Message);
        }
    }

    /// <summary>
    /// Brings again what of an imported video's files is missing or of another length, where the old system still has it; whether anything
    /// was. <paramref name="brought"/> is the original, if it was among them. Not for a dry run.
    /// </summary>
    public bool Restore(ImportedVideo video, out RestoredOriginal? brought)
    {
        brought = null;
        try
        {
            using var original = old.Find(video.OriginalUrl).File;
            using var clip = old.Find(video.ProcessedUrl).File;
            var clipServes = Serves(clip, original);
            if (Source(original, clip, clipServes) is { } source && !import!.HasOriginal(video.OriginalKey, video.SizeBytes))
            {
                brought = new RestoredOriginal(source.Length, import.Original(source, video.OriginalKey));
            }

            if (!clipServes || video.ProcessedKey != ClipKey(video.Id) || import!.HasClip(video.ProcessedKey, clip!.Length)) return brought is not null;
            import.Clip(clip, video.ProcessedKey);
            return true;
        }
        catch (LegacyFileException)
        {
            return brought is not null; // the comparison tells that the file is not as it was
        }
    }

    /// <summary>
    /// The bytes that an import takes of the original (or what stands in for it) and of the clip, 0 for what is not there; and where the
    /// files of the two really are, each once.
    /// </summary>
    public (long Original, long Clip, IEnumerable<string> Paths) Measure(string? originalUrl, string? processedUrl)
    {
        using var original = old.Find(originalUrl).File;
        using var clip = old.Find(processedUrl).File;
        var paths = new[] { original, clip }.OfType<LegacyFile>().Where(file => file.Length > 0).Select(file => file.RealPath).Distinct(StringComparer.Ordinal);
        return (original is { Length: > 0 } ? original.Length : clip?.Length ?? 0, clip?.Length ?? 0, [.. paths]);
    }

    private BroughtVideo Choose(PendingVideo video)
    {
        var (oldId, id, status, originalUrl, processedUrl) = video;
        var (original, originalProblem) = old.Find(originalUrl);
        using var _ = original;
        var (clip, clipProblem) = status == "uploaded" ? (null, "it was never processed") : old.Find(processedUrl);
        using var __ = clip;
        var clipServes = Serves(clip, original);
        if (original is { Length: 0 }) originalProblem = $"{originalUrl} is empty";
        var source = Source(original, clip, clipServes);
        if (source is null) return Skipped(oldId, $"no original: {originalProblem}; no clip: {clipProblem ?? $"{processedUrl} is no MP4"}");

        var key = StorageKeys.Original(id);
        var clipKey = clipServes && !retranscode ? ClipKey(id) : null;
        var hash = import?.Original(source, key) ?? [];
        if (clipKey is not null) import?.Clip(clip!, clipKey);
        var note = source == clip ? $"the clip stands in for the original: {originalProblem}"
            : status != "uploaded" && !clipServes ? $"its clip is made again: {clipProblem ?? $"{processedUrl} is no MP4"}"
            : null;
        return new BroughtVideo(oldId, key, clipKey, source.Length, hash, note, Problem: null);
    }

    private static bool Serves([NotNullWhen(true)] LegacyFile? clip, LegacyFile? original) =>
        clip is { Length: > 0 } && clip.RealPath != original?.RealPath && clip.IsIsoMedia();

    /// <summary>What is brought as the original.</summary>
    private static LegacyFile? Source(LegacyFile? original, LegacyFile? clip, bool clipServes) =>
        original is { Length: > 0 } ? original : clipServes ? clip : null;

    private static BroughtVideo Skipped(long oldId, string problem) => new(oldId, "", null, 0, [], null, problem);
}
