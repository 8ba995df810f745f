using System.Runtime.InteropServices;

namespace HighPerf.Core.Bulk;

/// <summary>
/// What a name stands for (statx(2)), which .NET does not tell: opening a FIFO waits for its writer, opening a device may do anything.
/// </summary>
internal static partial class FileType
{
    private const int WorkingDirectory = -100; // AT_FDCWD, fcntl.h
    private const uint TypeOnly = 0x1; // STATX_TYPE, linux/stat.h
    private const int Size = 256; // of struct statx, on every architecture
    private const int ModeAt = 28; // offset of stx_mode
    private const int TypeMask = 0xf000; // S_IFMT
    private const int Regular = 0x8000; // S_IFREG

    /// <summary>Whether it is a regular file, behind symbolic links too; null when the kernel will not tell (opening it will say why).</summary>
    public static bool? IsRegular(string path)
    {
        Span<byte> status = stackalloc byte[Size];
        return Status(WorkingDirectory, path, 0, TypeOnly, status) == 0 ? (MemoryMarshal.Read<ushort>(status[ModeAt..]) & TypeMask) == Regular : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int directory, string path, int flags, uint mask, Span<byte> status);
}
