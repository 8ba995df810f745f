using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace HighPerf.Core.Storage;

/// <summary>
/// An original as it arrives: written to <c>.part</c> while it is counted and hashed; committed by fsync and rename. Disposing without
/// a commit deletes it, so a refused or broken upload leaves nothing. Disk space is taken a step ahead of what has arrived, whatever length
/// was announced, and never out of the reserve.
/// </summary>
public sealed class IncomingFile : IDisposable
{
    private const int NoSpaceLeft = 28; // ENOSPC, errno.h
    private const long Step = 8 << 20; // bytes

    private readonly string _directory;
    private readonly long? _expectedLength;
    private readonly long _reserve;
    private readonly string _part;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private SafeFileHandle? _handle;
    private long _allocated;
    private long _flushing;

    internal IncomingFile(string directory, string key, long? expectedLength, long reserve)
    {
        _directory = directory;
        _expectedLength = expectedLength;
        _reserve = reserve;
        Key = key;
        _part = Path.Combine(directory, key + StorageKeys.PartSuffix);
        CheckSpace(expectedLength ?? 0);
        _handle = File.OpenHandle(_part, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    public string Key { get; private set; }

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    /// <summary>Writes at the end; an <see cref="IOException"/> with ENOSPC as its HResult when that would take of the reserve.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _allocated) Allocate(Length + bytes.Length);
        RandomAccess.Write(_handle!, bytes, Length);
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }

    /// <summary>The same for bytes in several pieces, in one write (pwritev(2)).</summary>
    public void Append(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            Append(bytes.FirstSpan);
            return;
        }

        if (Length + bytes.Length > _allocated) Allocate(Length + bytes.Length);
        _pieces.Clear();
        foreach (var piece in bytes)
        {
            _pieces.Add(piece);
            _hash.AppendData(piece.Span);
        }

        RandomAccess.Write(_handle!, _pieces, Length);
        Length += bytes.Length;
    }

    /// <summary>The same under another name: what was begun as a segment turned out to be all.</summary>
    public byte[] CommitAs(string key, TimeProvider time)
    {
        Key = key;
        return Commit(time);
    }

    /// <summary>Trims what was allocated too much, makes the bytes durable and gives them their name. Returns their SHA-256.</summary>
    public byte[] Commit(TimeProvider time)
    {
        if (RandomAccess.GetLength(_handle!) != Length) RandomAccess.SetLength(_handle!, Length);
        File.SetLastWriteTimeUtc(_handle!, time.GetUtcNow().UtcDateTime); // its age counts from here: the row is written next
        RandomAccess.FlushToDisk(_handle!);
        Posix.Forget(_handle!, 0, Length);
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

    private void Allocate(long needed)
    {
        FlushBehind();
        var step = Math.Max(Math.Min(Step, (_expectedLength ?? long.MaxValue) - _allocated), needed - _allocated);
        CheckSpace(step);
        Posix.Allocate(_handle!, _allocated, step);
        _allocated += step;
    }

    /// <summary>
    /// The disk writes while the rest arrives, so that the flush at the end is short; and what it has written leaves the memory: the
    /// worker reads it once, mostly on another machine.
    /// </summary>
    private void FlushBehind()
    {
        Posix.BeginFlush(_handle!, _flushing, Length - _flushing);
        Posix.Forget(_handle!, 0, _flushing);
        _flushing = Length;
    }

    private void CheckSpace(long bytes)
    {
        if (LocalStorage.FreeBytes(_directory) - bytes < _reserve) throw new IOException($"No space for {bytes} bytes in {_directory}", NoSpaceLeft);
    }

    private void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }
}
