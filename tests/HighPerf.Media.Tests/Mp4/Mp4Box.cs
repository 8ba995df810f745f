using System.Buffers.Binary;
using System.Text;

namespace HighPerf.Media.Tests.Mp4;

/// <summary>
/// A box of an MP4 (ISO/IEC 14496-12, 4.2): a length, a name, and either more boxes or bytes. Good enough for clips that
/// the command line made.
/// </summary>
internal sealed class Mp4Box
{
    private const int HeadLength = 8;

    private static readonly HashSet<string> Containers =
        new(["moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf", "mfra", "udta"], StringComparer.Ordinal);

    public required string Type { get; set; }

    /// <summary>Its bytes, when it has no boxes in it.</summary>
    public byte[] Payload { get; set; } = [];

    /// <summary>The boxes in it; null for one of bytes.</summary>
    public List<Mp4Box>? Children { get; init; }

    /// <summary>The length it claims to have; null for the true one.</summary>
    public uint? ClaimedLength { get; set; }

    public static List<Mp4Box> Parse(ReadOnlySpan<byte> bytes)
    {
        List<Mp4Box> boxes = [];
        while (bytes.Length >= HeadLength)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if (length < HeadLength || length > bytes.Length) throw new InvalidDataException("This is not a whole MP4.");
            var type = Encoding.Latin1.GetString(bytes[4..HeadLength]);
            var content = bytes[HeadLength..(int)length];
            boxes.Add(Containers.Contains(type)
                ? new Mp4Box { Type = type, Children = Parse(content) }
                : new Mp4Box { Type = type, Payload = content.ToArray() });
            bytes = bytes[(int)length..];
        }
        return boxes;
    }

    public static byte[] Write(IEnumerable<Mp4Box> boxes)
    {
        using var stream = new MemoryStream();
        foreach (var box in boxes) box.Write(stream);
        return stream.ToArray();
    }

    /// <summary>The boxes and all that is in them.</summary>
    public static IEnumerable<Mp4Box> All(IEnumerable<Mp4Box> boxes) => boxes.SelectMany(box => All(box.Children ?? []).Prepend(box));

    public Mp4Box Copy() => new()
    {
        Type = Type,
        Payload = [.. Payload],
        Children = Children?.ConvertAll(child => child.Copy()),
        ClaimedLength = ClaimedLength,
    };

    private void Write(MemoryStream stream)
    {
        var content = Children is null ? Payload : Write(Children);
        Span<byte> head = stackalloc byte[HeadLength];
        BinaryPrimitives.WriteUInt32BigEndian(head, ClaimedLength ?? (uint)(HeadLength + content.Length));
        Encoding.Latin1.GetBytes(Type, head[4..]);
        stream.Write(head);
        stream.Write(content);
    }
}
