using System.Buffers.Binary;
using System.Security.Cryptography;
using HighPerf.Testing.Clips;

namespace HighPerf.Chaos.Load;

/// <summary>The files of the load. No two uploads send the same bytes, so that a mix-up of two originals would be seen.</summary>
internal sealed class ChaosClips
{
    private readonly IReadOnlyList<byte[]> shorts;
    private readonly byte[] lengthy;
    private readonly IReadOnlyList<byte[]> damaged;

    private ChaosClips(IReadOnlyList<byte[]> shorts, byte[] lengthy)
    {
        (this.shorts, this.lengthy) = (shorts, lengthy);
        damaged = [Garbage(), lengthy[..(lengthy.Length * 3 / 5)]]; // the index, at the end, is what the cut takes
    }

    public static async Task<ChaosClips> MakeAsync() => new(
        [await File.ReadAllBytesAsync(await Clips.SmallTwoSeconds), await File.ReadAllBytesAsync(await Clips.SmallThreeSeconds)],
        await File.ReadAllBytesAsync(await Clips.SmallFifteenSeconds));

    public byte[] Next(ClipKind kind, Random random) => Marked(kind switch
    {
        ClipKind.Short => shorts[random.Next(shorts.Count)],
        ClipKind.Long => lengthy,
        ClipKind.Damaged => damaged[random.Next(damaged.Count)],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });

    /// <summary>With a <c>free</c> box at the end that holds something unique (ISO/IEC 14496-12, 8.1.2): readers skip it.</summary>
    private static byte[] Marked(byte[] clip)
    {
        const int Header = 8, Mark = 24;
        var marked = new byte[clip.Length + Header + Mark];
        clip.CopyTo(marked, 0);
        BinaryPrimitives.WriteInt32BigEndian(marked.AsSpan(clip.Length), Header + Mark);
        "free"u8.CopyTo(marked.AsSpan(clip.Length + 4));
        RandomNumberGenerator.Fill(marked.AsSpan(clip.Length + Header));
        return marked;
    }

    /// <summary>An <c>ftyp</c> box, which is all that the API looks at, and then nothing that makes sense.</summary>
    private static byte[] Garbage()
    {
        var bytes = new byte[8_192];
        RandomNumberGenerator.Fill(bytes);
        byte[] ftyp = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp41"u8];
        ftyp.CopyTo(bytes, 0);
        return bytes;
    }
}
