using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace HighPerf.Core.Storage;

/// <summary>
/// An original as it arrives: written to <c>.part</c> while it is counted and hashed; committed by fsync and rename. Disposing without
/// a commit deletes it, so a refused or broken upload leaves nothing.
/// </summary>
public sealed class IncomingFile : IDisposable
{
    private const int NoSpaceLeft = 28; // ENOSPC, errno.h

    private readonly string _directory;
    private readonly string _part;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private SafeFileHandle? _handle;

    internal IncomingFile(string directory, string key, long? expectedLength)
    {
        _directory = directory;
        Key = key;
        _part = Path.Combine(directory, key + StorageKeys.PartSuffix);
        try
        {
            _handle = File.OpenHandle(_part, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, expectedLength ?? 0);
        }
        catch (IOException e) when (e.HResult == new IOException().HResult)
        {
            throw new IOException(e.Message, NoSpaceLeft); // a preallocation that does not fit comes without its errno
        }
    }

    public string Key { get; }

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle!, bytes, Length);
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }

    /// <summary>Trims what was preallocated too much, makes the bytes durable and gives them their name. Returns their SHA-256.</summary>
    public byte[] Commit(TimeProvider time)
    {
        if (RandomAccess.GetLength(_handle!) != Length) RandomAccess.SetLength(_handle!, Length);
        File.SetLastWriteTimeUtc(_handle!, time.GetUtcNow().UtcDateTime); // its age counts from here: the row is written next
        RandomAccess.FlushToDisk(_handle!);
        Close();
        File.Move(_part, Path.Combine(_directory, Key), overwrite: false);
        Posix.FlushDirectory(_directory);
        return _hash.GetHashAndReset();
    }

    /// <summary>Deletes a committed file whose row never came to be.</summary>
    public void Delete() => File.Delete(Path.Combine(_directory, Key));

    public void Dispose()
    {
        if (_handle is not null)
        {
            Close();
            File.Delete(_part);
        }

        _hash.Dispose();
    }

    private void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }
}
