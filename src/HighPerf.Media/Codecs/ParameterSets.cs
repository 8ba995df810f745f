namespace HighPerf.Media.Codecs;

/// <summary>
/// H.264's sequence and picture parameter sets (ISO/IEC 14496-10, 7.3.2.1 and 7.3.2.2): what a decoder must know before the
/// first picture. An MP4 has one set for the whole track, so streams may be joined in it only when theirs are the same bytes.
/// </summary>
internal sealed class ParameterSets : IEquatable<ParameterSets>
{
    private const int SequenceSet = 7;
    private const int PictureSet = 8;

    private readonly byte[][] _sets;

    private ParameterSets(List<byte[]> sets) => _sets = [.. sets];

    /// <summary>From an encoder's extradata: NAL units after start codes (ISO/IEC 14496-10, annex B).</summary>
    public static ParameterSets FromAnnexB(ReadOnlySpan<byte> bytes)
    {
        var sets = new List<byte[]>();
        ReadOnlySpan<byte> startCode = [0, 0, 1];
        var start = bytes.IndexOf(startCode);
        while (start >= 0)
        {
            var unit = bytes[(start + 3)..];
            var end = unit.IndexOf(startCode);
            bytes = end < 0 ? default : unit[end..];
            start = end < 0 ? -1 : 0;
            // A start code may have four bytes, and zeros may trail: neither belongs to the unit.
            Add(sets, (end < 0 ? unit : unit[..end]).TrimEnd((byte)0));
        }
        return new ParameterSets(sets);
    }

    /// <summary>From an MP4's avcC box (ISO/IEC 14496-15, 5.3.3.1). A malformed one gives no sets, which equals nothing.</summary>
    public static ParameterSets FromAvcc(ReadOnlySpan<byte> bytes)
    {
        var sets = new List<byte[]>();
        if (bytes.Length < 7 || bytes[0] != 1) return new ParameterSets(sets);
        var rest = bytes[5..];
        foreach (var mask in (ReadOnlySpan<int>)[0x1f, 0xff]) // the count of SPS has five bits, that of PPS eight
        {
            if (rest.IsEmpty) break;
            var count = rest[0] & mask;
            rest = rest[1..];
            for (var i = 0; i < count && rest.Length >= 2; i++)
            {
                var length = (rest[0] << 8) | rest[1];
                if (length > rest.Length - 2) return new ParameterSets([]);
                Add(sets, rest.Slice(2, length));
                rest = rest[(2 + length)..];
            }
        }
        return new ParameterSets(sets);
    }

    public bool Equals(ParameterSets? other) =>
        other is not null && _sets.Length > 0 && _sets.Length == other._sets.Length
        && _sets.Zip(other._sets).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    public override bool Equals(object? obj) => Equals(obj as ParameterSets);

    public override int GetHashCode() => _sets.Length == 0 ? 0 : HashCode.Combine(_sets.Length, _sets[0].Length);

    private static void Add(List<byte[]> sets, ReadOnlySpan<byte> unit)
    {
        if (!unit.IsEmpty && (unit[0] & 0x1f) is SequenceSet or PictureSet) sets.Add(unit.ToArray());
    }
}
