using System.Buffers;
using System.Security.Cryptography;
using HighPerf.Core.Bulk;
using HighPerf.Core.Storage;
using Microsoft.Win32.SafeHandles;

namespace HighPerf.Core.Legacy;

/// <summary>
/// Brings old files under their new names: copied to <c>.part</c>, fsynced and renamed, or hard-linked. The names are the
/// import's own: what an interrupted one, or a broken disk, left under them is written again. A directory's own fsync comes once a
/// batch, before the rows.
/// </summary>
internal sealed class FileImport(LocalStorage storage, bool link, TimeProvider time)
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Brings an original and returns the SHA-256 of its bytes.</summary>
    public byte[] Original(LegacyFile file, string key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Bring(file, storage.OriginalPath(key), hash);
        return hash.GetHashAndReset();
    }

    public void Clip(LegacyFile file, string key) => Bring(file, storage.ProcessedPath(key), hash: null);

    /// <summary>Whether an original is there with so many bytes.</summary>
    public bool HasOriginal(string key, long length) => Has(storage.OriginalPath(key), length);

    public bool HasClip(string key, long length) => Has(storage.ProcessedPath(key), length);

    /// <summary>
    /// Makes the time of a brought video's files now, so that the worker's sweep leaves them alone until their row is there. False: one of
    /// them is not there any more.
    /// </summary>
    public bool Touch(BroughtVideo video) =>
        Touch(storage.OriginalPath(video.OriginalKey)) && (video.ClipKey is null || Touch(storage.ProcessedPath(video.ClipKey)));

    /// <summary>Makes the new names durable.</summary>
    public void Flush()
    {
        Posix.FlushDirectory(storage.UploadsDirectory);
        Posix.FlushDirectory(storage.ProcessedDirectory);
    }

    private static bool Has(string path, long length) => new FileInfo(path) is { Exists: true } file && file.Length == length;

    private bool Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private void Bring(LegacyFile file, string path, IncrementalHash? hash)
    {
        if (link && Linked(file, path))
        {
            if (hash is not null) Read(file, hash, into: null);
            return;
        }

        var part = path + StorageKeys.PartSuffix;
        using (var copy = File.OpenHandle(part, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, file.Length))
        {
            Read(file, hash, copy);
            RandomAccess.FlushToDisk(copy);
        }

        try
        {
            File.Move(part, path, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // This process stood still for so long that the worker's sweep took the copy for a leftover.
            hash?.GetHashAndReset();
            Bring(file, path, hash);
        }
    }

    private static void Read(LegacyFile file, IncrementalHash? hash, SafeFileHandle? into)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var position = 0L; file.Read(buffer, position) is var read and > 0; position += read)
            {
                hash?.AppendData(buffer.AsSpan(0, read));
                if (into is not null) RandomAccess.Write(into, buffer.AsSpan(0, read), position);
            }

            if (into is not null && RandomAccess.GetLength(into) != file.Length)
            {
                throw new LegacyFileException($"{file.RealPath} changed while it was copied");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// False where the file system will not link it (another one, not our file, too many links): then it is copied. The file's time
    /// becomes now, for both names, as a copy's would.
    /// </summary>
    private bool Linked(LegacyFile file, string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(file.Handle, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }

        File.Delete(path);
        return HardLink.TryCreate(FormattableString.Invariant($"/proc/self/fd/{file.Handle.DangerousGetHandle()}"), path);
    }
}
