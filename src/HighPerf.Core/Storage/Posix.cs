using System.Runtime.InteropServices;

namespace HighPerf.Core.Storage;

/// <summary>fsync(2) of a directory, which .NET has no call for: a rename is durable only once its directory is.</summary>
internal static partial class Posix
{
    private const int ReadOnly = 0; // O_RDONLY, fcntl.h

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

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
