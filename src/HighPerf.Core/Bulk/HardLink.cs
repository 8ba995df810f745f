using System.Runtime.InteropServices;

namespace HighPerf.Core.Bulk;

/// <summary>A second name for a file (linkat(2)), which .NET has no call for.</summary>
internal static partial class HardLink
{
    private const int WorkingDirectory = -100; // AT_FDCWD, fcntl.h
    private const int FollowLink = 0x400; // AT_SYMLINK_FOLLOW: /proc/self/fd/… means the open file

    /// <summary>False where the file system will not: another one, too many links, not our file, the name is taken.</summary>
    public static bool TryCreate(string existing, string name) => Link(WorkingDirectory, existing, WorkingDirectory, name, FollowLink) == 0;

    [LibraryImport("libc", EntryPoint = "linkat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(int fromDirectory, string from, int toDirectory, string to, int flags);
}
