using System.Runtime.InteropServices;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// A file that is written under a temporary name beside its own and appears at once, whole and on disk, or not at all.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    public const string PartSuffix = ".part";

    private readonly string _path;
    private bool _finished;

    public OutputFile(string path)
    {
        _path = path;
        PartPath = path + PartSuffix;
        File.Delete(PartPath);
    }

    public string PartPath { get; }

    /// <summary>Brings the bytes to the disk.</summary>
    /// <returns>The file's size.</returns>
    public long Flush()
    {
        using var file = File.OpenHandle(PartPath, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
        return RandomAccess.GetLength(file);
    }

    /// <summary>Gives the file its name. A file that has the name already is never replaced.</summary>
    /// <exception cref="IOException">The name is taken, or the disk refused.</exception>
    public void Publish()
    {
        GiveName(PartPath, _path);
        _finished = true;
        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
    }

    /// <summary>Removes the temporary file, if it was not published.</summary>
    public void Dispose()
    {
        if (!_finished) File.Delete(PartPath);
    }

    // link(2) fails when the name exists, on NFS too, where renameat2's RENAME_NOREPLACE is not known.
    private static void GiveName(string part, string path)
    {
        if (Posix.link(part, path) == 0)
        {
            File.Delete(part);
            return;
        }
        var error = Marshal.GetLastPInvokeError();
        if (error is AVConst.EPERM or AVConst.ENOSYS or AVConst.EOPNOTSUPP or AVConst.EMLINK)
            File.Move(part, path, overwrite: false); // a file system without hard links: checked, then renamed
        else
            throw new IOException($"{Path.GetFileName(path)} cannot be published: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    // A name is durable only when its directory is (fsync(2)).
    private static void FlushDirectory(string directory)
    {
        var descriptor = Posix.open(directory, AVConst.O_RDONLY | AVConst.O_DIRECTORY | AVConst.O_CLOEXEC);
        if (descriptor < 0) throw new IOException($"The directory cannot be opened: {LastError()}.");
        try
        {
            if (Posix.fsync(descriptor) != 0) throw new IOException($"The directory cannot be flushed: {LastError()}.");
        }
        finally
        {
            _ = Posix.close(descriptor); // nothing was written through it
        }
    }

    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
}
