using System.Runtime.InteropServices;

namespace HighPerf.Media.Native;

/// <summary>The few calls of the C library that .NET has no face for.</summary>
internal static unsafe partial class Posix
{
    private const string libc = "libc";

    [LibraryImport(libc, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int stat(string path, Stat* buf);

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

    [LibraryImport(libc, SetLastError = true)]
    public static partial int kill(int pid, int sig);

    [LibraryImport(libc)]
    public static partial void _exit(int status);
}
