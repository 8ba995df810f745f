using System.Runtime.InteropServices;
using System.Text;

namespace HighPerf.Ctl.Output;

/// <summary>
/// Files of secrets: nobody but their owner reads them, and they are replaced in one step (rename(2)), so that who reads one has the old or the new one. Owner, group
/// and mode stay as they were.
/// </summary>
internal static partial class KeyFile
{
    /// <summary>Instead of a file's name: standard input or output.</summary>
    public const string Standard = "-";

    private const int WorkingDirectory = -100; // AT_FDCWD, fcntl.h
    private const uint OwnerOnly = 0x8 | 0x10; // STATX_UID, STATX_GID, linux/stat.h
    private const int Size = 256; // of struct statx, on every architecture
    private const int UserAt = 20; // offset of stx_uid
    private const int GroupAt = 24; // of stx_gid

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A file; <c>-</c>: standard input.</summary>
    public static string Read(string path) => path == Standard ? Console.In.ReadToEnd() : File.ReadAllText(path);

    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
    }

    /// <exception cref="IOException">It cannot be written, or would change hands.</exception>
    public static void Replace(string path, string text)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        var made = path + ".new";
        File.Delete(made); // of a run that was cut off
        try
        {
            using (var file = new FileStream(made, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Owner }))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            if (File.Exists(path))
            {
                Span<byte> status = stackalloc byte[Size];
                if (Status(WorkingDirectory, path, 0, OwnerOnly, status) != 0
                    || Give(made, MemoryMarshal.Read<uint>(status[UserAt..]), MemoryMarshal.Read<uint>(status[GroupAt..])) != 0)
                {
                    throw new IOException($"{path} belongs to somebody else, and would be yours then");
                }

                File.SetUnixFileMode(made, File.GetUnixFileMode(path));
            }

            File.Move(made, path, overwrite: true);
        }
        catch
        {
            File.Delete(made);
            throw;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int directory, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Give(string path, uint user, uint group);
}
