using HighPerf.Core.Bulk;
using HighPerf.Core.Storage;

namespace HighPerf.Core.Seeding;

/// <summary>Files for seeded keys: hard links to a file that is written once for so many names, copies where links cannot be had.</summary>
internal sealed class SeedFiles(LocalStorage storage)
{
    /// <summary>ext4 allows 65,000 names of a file.</summary>
    private const int NamesOfOneFile = 30_000;

    private readonly Dictionary<string, (string Path, int Names)> _written = new(StringComparer.Ordinal);

    public long Files { get; private set; }

    public void Write(Guid video)
    {
        Write("original", storage.OriginalPath(StorageKeys.Original(video)), SeedClip.Video);
        Write("clip", storage.ProcessedPath(StorageKeys.Clip(video, 1)), SeedClip.Video);
        Write("thumbnail", storage.ProcessedPath(StorageKeys.Thumbnail(video, 1)), SeedClip.Thumbnail);
    }

    private void Write(string kind, string path, byte[] bytes)
    {
        Files++;
        File.Delete(path); // of a run that did not end
        if (_written.TryGetValue(kind, out var last) && last.Names < NamesOfOneFile && HardLink.TryCreate(last.Path, path))
        {
            _written[kind] = (last.Path, last.Names + 1);
            return;
        }

        File.WriteAllBytes(path, bytes);
        _written[kind] = (path, 1);
    }
}
