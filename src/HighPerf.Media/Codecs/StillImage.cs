using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Codecs;

/// <summary>Decodes a PNG that lies in memory. No container, no probing: the signature decides.</summary>
internal static unsafe class StillImage
{
    private const long MaxPixels = 4096L * 4096;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith(PngSignature);

    /// <exception cref="LibavException">The bytes are no sound PNG.</exception>
    public static Frame Decode(ReadOnlySpan<byte> png)
    {
        if (!IsPng(png)) throw LibavException.Of(AVConst.AVERROR_INVALIDDATA, "decode an image that is no PNG");
        using var decoder = new Decoder(AVConst.AV_CODEC_ID_PNG, MaxPixels);
        using var packet = new Packet();
        LibavException.Check(av_new_packet(packet.Raw, png.Length), "allocate an image");
        png.CopyTo(packet.Bytes);
        LibavException.Check(decoder.Send(packet), "decode an image");
        LibavException.Check(decoder.Send(null), "decode an image");
        var frame = new Frame();
        try
        {
            LibavException.Check(decoder.Receive(frame), "decode an image");
            return frame;
        }
        catch
        {
            frame.Dispose();
            throw;
        }
    }
}
