using HighPerf.Media.Containers;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>What can be said about a source before any of it is decoded, and after all of it was read.</summary>
internal static unsafe class SourceFile
{
    /// <summary>Refuses a file that was cut: its index points at bytes beyond its end.</summary>
    public static void MustHoldItsIndex(RegularFile file, AVStream* stream)
    {
        var count = Libav.avformat_index_get_entries_count(stream);
        for (var i = 0; i < count; i++)
        {
            var entry = Libav.avformat_index_get_entry(stream, i);
            if (entry->pos < 0 || entry->pos > file.Length - (entry->flags_and_size >> 2))
                throw new SourceRefusedException(RefusalCode.Damaged, "the file ends before the last of its pictures");
        }
    }

    /// <summary>A verdict, good or bad, counts only for a file that nobody was writing: half an upload looks like any damage.</summary>
    /// <exception cref="IOException">It changed; a later attempt may find it at rest.</exception>
    public static void MustBeUnchanged(RegularFile file)
    {
        if (file.HasChanged) throw new IOException("The source changed while it was read.");
    }
}
