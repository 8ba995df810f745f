using System.Buffers.Binary;
using System.Text;

namespace HighPerf.Media.Tests.Corpus.Mp4;

/// <summary>A box of an MP4 file (ISO/IEC 14496-12, 4.2): its four-letter name and where in the file its content lies.</summary>
internal readonly record struct Mp4Box(string Name, int Content, int End)
{
    private static readonly string[] Nested = ["moov", "trak", "mdia"];

    /// <summary>Every box of the file and of the boxes that hold a track's headers, in order.</summary>
    public static IReadOnlyList<Mp4Box> All(byte[] file) => [.. Within(file, 0, file.Length)];

    private static IEnumerable<Mp4Box> Within(byte[] file, int start, int end)
    {
        for (var at = start; at + 8 <= end;)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            var header = 8;
            if (size == 1)
            {
                size = BinaryPrimitives.ReadInt64BigEndian(file.AsSpan(at + 8));
                header = 16;
            }
            if (size < header || at + size > end) throw new InvalidDataException($"The box at {at} is broken.");
            var box = new Mp4Box(Encoding.ASCII.GetString(file, at + 4, 4), at + header, (int)(at + size));
            yield return box;
            if (Nested.Contains(box.Name, StringComparer.Ordinal))
                foreach (var inner in Within(file, box.Content, box.End)) yield return inner;
            at = box.End;
        }
    }
}
