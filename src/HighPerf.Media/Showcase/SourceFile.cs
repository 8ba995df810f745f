using System.Runtime.InteropServices;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>What can be said about a source before any of it is decoded.</summary>
internal static unsafe class SourceFile
{
    /// <summary>A FIFO would block for ever, where no interrupt callback reaches; a device is no clip.</summary>
    public static void MustBeRegular(string path)
    {
        if ((Status(path).st_mode & AVConst.S_IFMT) != AVConst.S_IFREG)
            throw new InvalidOperationException("The source is not a regular file.");
    }

    /// <summary>Refuses a file that was cut: its index points at bytes beyond its end.</summary>
    public static void MustHoldItsIndex(string path, AVStream* stream)
    {
        var size = Status(path).st_size;
        var count = Libav.avformat_index_get_entries_count(stream);
        for (var i = 0; i < count; i++)
        {
            var entry = Libav.avformat_index_get_entry(stream, i);
            if (entry->pos < 0 || entry->pos > size - (entry->flags_and_size >> 2))
                throw new SourceRefusedException(RefusalCode.Damaged, "the file ends before the last of its pictures");
        }
    }

    private static Stat Status(string path)
    {
        Stat status;
        return Posix.stat(path, &status) == 0
            ? status
            : throw new IOException($"The source cannot be opened: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }
}
