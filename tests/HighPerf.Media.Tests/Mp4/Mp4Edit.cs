using System.Buffers.Binary;

namespace HighPerf.Media.Tests.Mp4;

/// <summary>A change to the bytes of a finished MP4, for what the command line does not write.</summary>
/// <param name="Name">Part of the clip's recipe.</param>
/// <param name="Apply">Changes the bytes of the file's boxes in place.</param>
internal sealed record Mp4Edit(string Name, Action<IReadOnlyList<Mp4Box>> Apply)
{
    // Where fields lie in the version 0 boxes that the command line writes (ISO/IEC 14496-12, 8.2.2, 8.3.2, 8.4.2).
    private const int MovieDuration = 16;
    private const int TrackDuration = 20;
    private const int TrackMatrix = 40;
    private const int MediaDuration = 16;
    private const int TimeScale = 12; // of a movie or its media
    private const int EditListHeader = 8;
    private const int EditMediaTime = 12; // of the first entry
    private const int EditLength = 12;

    /// <summary>No header says how long anything is; the sample tables are left.</summary>
    public static Mp4Edit NoDurations { get; } = new("no durations", boxes =>
    {
        foreach (var box in boxes)
        {
            var field = box.Type switch { "mvhd" => MovieDuration, "tkhd" => TrackDuration, "mdhd" => MediaDuration, _ => -1 };
            if (field >= 0) box.Payload.AsSpan(field, 4).Clear();
        }
    });

    /// <summary>Every track's display matrix: a, b, c, d of 8.3.2.3 and the shift that brings the picture back to 0, 0.</summary>
    public static Mp4Edit Matrix(int a, int b, int c, int d, int width, int height)
    {
        const int One = 1 << 16; // 16.16 fixed point, the last column 2.30
        var x = (a < 0 ? width : 0) + (c < 0 ? height : 0);
        var y = (b < 0 ? width : 0) + (d < 0 ? height : 0);
        int[] matrix = [a * One, b * One, 0, c * One, d * One, 0, x * One, y * One, 1 << 30];
        return new Mp4Edit($"matrix {string.Join(' ', matrix)}", boxes =>
        {
            foreach (var track in boxes.Where(box => box.Type == "tkhd"))
                for (var i = 0; i < matrix.Length; i++)
                    BinaryPrimitives.WriteInt32BigEndian(track.Payload.AsSpan(TrackMatrix + (i * 4)), matrix[i]);
        });
    }

    /// <summary>A clip of one track, with an index at its end, shows these pieces of itself only: its edit list (8.6.6) names them.</summary>
    /// <param name="pieces">Where each begins and how long it is, in seconds.</param>
    public static Mp4Edit Cut(params (double From, double Length)[] pieces) => new("cut " + string.Join(' ', pieces.Select(piece => FormattableString.Invariant($"{piece.From}+{piece.Length}"))), boxes =>
    {
        uint Scale(string type) => BinaryPrimitives.ReadUInt32BigEndian(boxes.Single(box => box.Type == type).Payload.AsSpan(TimeScale));
        double movie = Scale("mvhd"), media = Scale("mdhd");
        var list = boxes.Single(box => box.Type == "elst");
        var first = BinaryPrimitives.ReadInt32BigEndian(list.Payload.AsSpan(EditMediaTime));
        list.Payload = new byte[EditListHeader + (pieces.Length * EditLength)];
        BinaryPrimitives.WriteInt32BigEndian(list.Payload.AsSpan(4), pieces.Length);
        for (var i = 0; i < pieces.Length; i++)
        {
            var entry = list.Payload.AsSpan(EditListHeader + (i * EditLength));
            BinaryPrimitives.WriteInt32BigEndian(entry, (int)Math.Round(pieces[i].Length * movie));
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], first + (int)Math.Round(pieces[i].From * media));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], 1 << 16);
        }
        var whole = (uint)Math.Round(pieces.Sum(piece => piece.Length) * movie);
        BinaryPrimitives.WriteUInt32BigEndian(boxes.Single(box => box.Type == "mvhd").Payload.AsSpan(MovieDuration), whole);
        BinaryPrimitives.WriteUInt32BigEndian(boxes.Single(box => box.Type == "tkhd").Payload.AsSpan(TrackDuration), whole);
    });

    /// <summary>Noise over a part of the pictures' bytes, half way through, as a bad block of a memory card leaves it.</summary>
    /// <param name="share">How much of all of them.</param>
    public static Mp4Edit NoiseInTheMiddle(double share) => new(FormattableString.Invariant($"noise {share}"), boxes =>
    {
        var data = boxes.Single(box => box.Type == "mdat").Payload;
        var length = (int)(data.Length * share);
        new Random(4).NextBytes(data.AsSpan((data.Length - length) / 2, length));
    });

    public async Task ApplyAsync(string path)
    {
        var boxes = Mp4Box.Parse(await File.ReadAllBytesAsync(path));
        Apply([.. Mp4Box.All(boxes)]);
        await File.WriteAllBytesAsync(path, Mp4Box.Write(boxes));
    }
}
