using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HighPerf.Core.Storage;

/// <summary>What .NET has no call for: fsync(2) of a directory, since a rename is durable only once its directory is, fallocate(2), sync_file_range(2) and posix_fadvise(2).</summary>
internal static partial class Posix
{
    private const int ReadOnly = 0; // O_RDONLY, fcntl.h
    private const int NotNeeded = 4; // POSIX_FADV_DONTNEED, fcntl.h
    private const uint Write = 2; // SYNC_FILE_RANGE_WRITE, fcntl.h
    private const int Interrupted = 4; // EINTR, errno.h
    private const int NotImplemented = 38; // ENOSYS
    private const int NotSupported = 95; // EOPNOTSUPP

    /// <summary>
    /// Takes disk space for a range of bytes and extends the file over it. Where the file system cannot, the space is taken as it is
    /// written. An <see cref="IOException"/> carries errno as its HResult: ENOSPC, EDQUOT.
    /// </summary>
    public static void Allocate(SafeFileHandle file, long offset, long length)
    {
        while (Allocate(file, mode: 0, offset, length) != 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case NotImplemented or NotSupported:
                    return;
                case var error:
                    throw new IOException($"Cannot reserve {length} bytes (errno {error})", error);
            }
        }
    }

    /// <summary>Has the disk begin with the bytes of a range and does not wait for it. A hint: what fails comes up at the flush.</summary>
    public static void BeginFlush(SafeFileHandle file, long offset, long length) => _ = SyncRange(file, offset, length, Write);

    /// <summary>Nobody here reads these bytes soon: the memory that they take, where they are on disk, is better spent on others. A hint.</summary>
    public static void Forget(SafeFileHandle file, long offset, long length) => _ = Advise(file, offset, length, NotNeeded);

    public static void FlushDirectory(string path)
    {
        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0) throw new IOException($"Cannot open the directory {path} (errno {Marshal.GetLastPInvokeError()})");
        var flushed = Flush(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (flushed != 0) throw new IOException($"Cannot flush the directory {path} (errno {error})");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncRange(SafeFileHandle file, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
