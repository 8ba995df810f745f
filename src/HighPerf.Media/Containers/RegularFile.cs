using System.Runtime.InteropServices;
using HighPerf.Media.Native;
using Microsoft.Win32.SafeHandles;

namespace HighPerf.Media.Containers;

/// <summary>
/// A regular file opened once for reading. Everything that is found out about it and everything that is read of it goes
/// through one descriptor, so that what was judged is what is read, whatever happens to its name meanwhile.
/// </summary>
/// <remarks>
/// O_NONBLOCK makes the open of a FIFO return, whose writer may never come; O_NOCTTY keeps a terminal from taking over
/// (open(2)). Both mean nothing for a regular file, and nothing else gets past <c>fstat</c>.
/// </remarks>
internal sealed unsafe class RegularFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly Stat _opened;

    private RegularFile(SafeFileHandle handle, Stat opened)
    {
        _handle = handle;
        _opened = opened;
    }

    /// <summary>Bytes when it was opened; what is added later is not read.</summary>
    public long Length => _opened.st_size;

    /// <summary>Whether it was written to since it was opened, as an upload that is still going on would.</summary>
    public bool HasChanged
    {
        get
        {
            var now = StatusOf(_handle);
            return now.st_size != _opened.st_size
                || now.st_mtim_tv_sec != _opened.st_mtim_tv_sec
                || now.st_mtim_tv_nsec != _opened.st_mtim_tv_nsec;
        }
    }

    /// <param name="path">Where it is.</param>
    /// <param name="followLink">Whether a symbolic link may stand there: for an operator's files, never for a player's.</param>
    /// <exception cref="IOException">It cannot be opened, or is not a regular file.</exception>
    public static RegularFile Open(string path, bool followLink = false)
    {
        const int Flags = AVConst.O_RDONLY | AVConst.O_CLOEXEC | AVConst.O_NONBLOCK | AVConst.O_NOCTTY;
        var descriptor = Posix.open(path, followLink ? Flags : Flags | AVConst.O_NOFOLLOW);
        if (descriptor < 0)
        {
            throw Marshal.GetLastPInvokeError() switch
            {
                AVConst.ELOOP => NotRegular(), // a symbolic link
                AVConst.ENXIO => NotRegular(), // a socket, or a device that nobody answers for
                var error => Failed(error),
            };
        }
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            var status = StatusOf(handle);
            return (status.st_mode & AVConst.S_IFMT) == AVConst.S_IFREG ? new RegularFile(handle, status) : throw NotRegular();
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <returns>How many bytes were read; 0 at the end.</returns>
    public int Read(Span<byte> buffer, long position) =>
        position >= Length ? 0 : RandomAccess.Read(_handle, buffer[..(int)Math.Min(buffer.Length, Length - position)], position);

    public void Dispose() => _handle.Dispose();

    private static Stat StatusOf(SafeFileHandle handle)
    {
        Stat status;
        return Posix.fstat((int)handle.DangerousGetHandle(), &status) == 0
            ? status
            : throw Failed(Marshal.GetLastPInvokeError());
    }

    private static IOException NotRegular() => new("The source is not a regular file.");

    private static IOException Failed(int error) => new($"The source cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}.");
}
