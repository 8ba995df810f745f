namespace HighPerf.System.Tests.Client;

/// <summary>Small files that pass the API's look at the first bytes; a worker finds them damaged.</summary>
internal static class Mp4Bytes
{
    /// <summary>An ISO-BMFF <c>ftyp</c> box (ISO/IEC 14496-12, 4.3) of brand isom: all that the API looks at.</summary>
    public static readonly byte[] FileType =
    [
        0, 0, 0, 24, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'i', (byte)'s', (byte)'o', (byte)'m',
        0, 0, 2, 0, (byte)'i', (byte)'s', (byte)'o', (byte)'m', (byte)'m', (byte)'p', (byte)'4', (byte)'1',
    ];

    /// <summary>The box, then bytes that are no box at all, up to <paramref name="size"/>.</summary>
    public static byte[] Damaged(int size = 4_096)
    {
        var bytes = new byte[size];
        FileType.CopyTo(bytes, 0);
        for (var i = FileType.Length; i < bytes.Length; i++)
            bytes[i] = (byte)(i * 31);
        return bytes;
    }
}
