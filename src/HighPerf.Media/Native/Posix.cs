using System.Runtime.InteropServices;

namespace HighPerf.Media.Native;

/// <summary>The few calls of the C library that .NET has no face for.</summary>
internal static unsafe partial class Posix
{
    private const string libc = "libc";

    [LibraryImport(libc, SetLastError = true)]
    public static partial int fstat(int fd, Stat* buf);

    [LibraryImport(libc, SetLastError = true)]
    public static partial int setrlimit(int resource, RLimit* rlim);

    [LibraryImport(libc, SetLastError = true)]
    public static partial int getrlimit(int resource, RLimit* rlim);

    [LibraryImport(libc, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int link(string oldpath, string newpath);

    [LibraryImport(libc, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int open(string path, int flags);

    [LibraryImport(libc, SetLastError = true)]
    public static partial int fsync(int fd);

    [LibraryImport(libc)]
    public static partial int close(int fd);

    [LibraryImport(libc)]
    public static partial void _exit(int status);

    /// <summary>
    /// syscall(2). Its variadic arguments travel like any others in the ABIs of x86-64 and AArch64, where it reads as many as
    /// there can be; prctl(2) goes this way too.
    /// </summary>
    [LibraryImport(libc, SetLastError = true)]
    public static partial nint syscall(nint number, nint arg0 = 0, nint arg1 = 0, nint arg2 = 0, nint arg3 = 0, nint arg4 = 0);
}
