namespace HighPerf.Core.Storage;

/// <summary>
/// Originals and clips in two directories. Every name is fresh and carries a video's id (and, for what a worker makes, its attempt);
/// nothing is ever renamed over an existing name.
/// </summary>
public sealed class LocalStorage
{
    private readonly StorageOptions _options;

    /// <summary>Creates the directories; a missing right or a read-only mount is an <see cref="IOException"/> that names the directory.</summary>
    public LocalStorage(StorageOptions options)
    {
        _options = new StorageOptions(Prepare("UPLOADS_DIR", options.UploadsDirectory), Prepare("PROCESSED_DIR", options.ProcessedDirectory));
    }

    public string UploadsDirectory => _options.UploadsDirectory;

    public string ProcessedDirectory => _options.ProcessedDirectory;

    /// <summary>Bytes that are free to us on the disk of the originals (statvfs(3)).</summary>
    public long FreeUploadBytes => FreeBytes(_options.UploadsDirectory);

    /// <summary>The path of an original, by its key.</summary>
    public string OriginalPath(string key) => Path.Combine(_options.UploadsDirectory, Checked(key));

    /// <summary>The path of a clip or thumbnail, by its key.</summary>
    public string ProcessedPath(string key) => Path.Combine(_options.ProcessedDirectory, Checked(key));

    /// <summary>
    /// Starts writing an original; nothing remains of it unless it is committed. It leaves <paramref name="reserve"/> bytes of the disk
    /// free: an <see cref="IOException"/> with ENOSPC as its HResult, here or while it is written, when it cannot.
    /// </summary>
    public IncomingFile BeginUpload(Guid videoId, long? expectedLength, long reserve = 0) =>
        BeginOriginal(StorageKeys.Original(videoId), expectedLength, reserve);

    /// <summary>The same under a key of the caller's, which must be fresh.</summary>
    public IncomingFile BeginOriginal(string key, long? expectedLength, long reserve) => new(_options.UploadsDirectory, Checked(key), expectedLength, reserve);

    /// <summary>The same for some of the bytes of a resumable upload.</summary>
    public IncomingFile BeginSegment(Guid upload, long start, Guid writer, long? expectedLength, long reserve) =>
        BeginOriginal(StorageKeys.Segment(upload, start, writer), expectedLength, reserve);

    public void DeleteOriginal(string key) => File.Delete(OriginalPath(key));

    /// <summary>Deletes what attempts of a video below <paramref name="attempt"/> have made: they can no longer win.</summary>
    public void DeleteAttemptsBelow(Guid videoId, int attempt)
    {
        if (attempt <= 1) return; // the usual case needs no look at the directory
        foreach (var path in Directory.EnumerateFiles(_options.ProcessedDirectory, StorageKeys.AttemptPattern(videoId)))
        {
            if (StorageKeys.TryParseAttempt(Path.GetFileName(path), out _, out var made) && made < attempt) File.Delete(path);
        }
    }

    /// <summary>Deletes what one attempt has made: it lost.</summary>
    public void DeleteAttempt(Guid videoId, int attempt)
    {
        File.Delete(ProcessedPath(StorageKeys.Clip(videoId, attempt)));
        File.Delete(ProcessedPath(StorageKeys.Thumbnail(videoId, attempt)));
    }

    internal static long FreeBytes(string directory) => new DriveInfo(directory).AvailableFreeSpace;

    /// <summary>Creates and deletes an empty file.</summary>
    internal static void Probe(string directory)
    {
        var probe = Path.Combine(directory, $".probe-{Guid.CreateVersion7():N}");
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
    }

    private static string Checked(string key) =>
        StorageKeys.IsKey(key) ? key : throw new ArgumentException("Not a storage key", nameof(key));

    private static string Prepare(string setting, string directory)
    {
        var path = Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(path);
            Probe(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{setting}: cannot write to the directory {path}: {e.Message}", e);
        }
    }
}
