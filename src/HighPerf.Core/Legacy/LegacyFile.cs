using HighPerf.Core.Videos;
using Microsoft.Win32.SafeHandles;

namespace HighPerf.Core.Legacy;

/// <summary>An old file, open for reading. <c>RealPath</c> is where the kernel says it is, below the old root.</summary>
internal sealed class LegacyFile(SafeFileHandle handle, string realPath) : IDisposable
{
    public SafeFileHandle Handle => handle;

    public string RealPath => realPath;

    public long Length { get; } = RandomAccess.GetLength(handle);

    /// <summary>Whether it begins as an MP4 does.</summary>
    public bool IsIsoMedia()
    {
        Span<byte> start = stackalloc byte[FileSignature.Length];
        return Read(start, 0) == start.Length && FileSignature.IsIsoMedia(start);
    }

    /// <summary>Reads like <see cref="RandomAccess"/>; a broken disk is a <see cref="LegacyFileException"/>.</summary>
    public int Read(Span<byte> into, long position)
    {
        try
        {
            return RandomAccess.Read(handle, into, position);
        }
        catch (IOException e)
        {
            throw new LegacyFileException($"{realPath} cannot be read: {e.Message}", e);
        }
    }

    public void Dispose() => handle.Dispose();
}
