using System.Buffers.Binary;
using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Codecs;

/// <summary>
/// A packet read from an MP4 has NAL units that each begin with their length (ISO/IEC 14496-15, 5.2.3); a packet from an
/// encoder has start codes. A muxer told to expect the one writes garbage when it gets the other, without a word.
/// </summary>
internal static unsafe class LengthPrefixed
{
    private const int PrefixBytes = 4;

    /// <summary>Replaces each four-byte length by a four-byte start code, in place: the size stays what it was.</summary>
    public static void ToAnnexB(Packet packet)
    {
        LibavException.Check(av_packet_make_writable(packet.Raw), "make a packet writable");
        for (var rest = packet.Bytes; !rest.IsEmpty;)
        {
            var length = rest.Length < PrefixBytes ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - PrefixBytes)
                throw LibavException.Of(AVConst.AVERROR_INVALIDDATA, "read the units of a packet");
            BinaryPrimitives.WriteUInt32BigEndian(rest, 1);
            rest = rest[(PrefixBytes + (int)length)..];
        }
    }
}
