using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace HighPerf.Chaos.Watch;

/// <summary>What tells a file from one that was written over it: inode, time of the last write, size, SHA-256.</summary>
internal sealed record FileFacts(ulong Inode, long WrittenSeconds, uint WrittenNanoseconds, ulong Size, string Sha256)
{
    private const int CurrentDirectory = -100; // AT_FDCWD, fcntl.h
    private const uint BasicStats = 0x7ff; // STATX_BASIC_STATS, linux/stat.h

    /// <summary>Null: there is no such file.</summary>
    public static async Task<FileFacts?> ReadAsync(string path)
    {
        // struct statx has one layout on every architecture (statx(2)).
        var stat = new byte[256];
        if (StatX(CurrentDirectory, path, 0, BasicStats, stat) != 0)
            return null;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new FileFacts(
            BinaryPrimitives.ReadUInt64LittleEndian(stat.AsSpan(32)),
            BinaryPrimitives.ReadInt64LittleEndian(stat.AsSpan(112)),
            BinaryPrimitives.ReadUInt32LittleEndian(stat.AsSpan(120)),
            BinaryPrimitives.ReadUInt64LittleEndian(stat.AsSpan(40)),
            Convert.ToHexStringLower(await SHA256.HashDataAsync(file)));
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] stat);
}
