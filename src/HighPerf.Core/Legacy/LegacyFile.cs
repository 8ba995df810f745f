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
        return RandomAccess.Read(handle, start, 0) == start.Length && FileSignature.IsIsoMedia(start);
    }

    public void Dispose() => handle.Dispose();
}
