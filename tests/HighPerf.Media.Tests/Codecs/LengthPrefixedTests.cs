using HighPerf.Media.Codecs;
using HighPerf.Media.Native;

namespace HighPerf.Media.Tests.Codecs;

public sealed class LengthPrefixedTests
{
    [Fact]
    public void Every_length_becomes_a_start_code()
    {
        using var packet = PacketOf([0, 0, 0, 2, 0x65, 7, 0, 0, 0, 1, 0x41]);
        LengthPrefixed.ToAnnexB(packet);
        Assert.Equal([0, 0, 0, 1, 0x65, 7, 0, 0, 0, 1, 0x41], packet.Bytes.ToArray());
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 9, 0x65 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0x65 })]
    [InlineData(new byte[] { 0, 0, 0, 1, 0x65, 0 })]
    public void A_length_beyond_the_packet_is_an_error(byte[] bytes)
    {
        using var packet = PacketOf(bytes);
        Assert.Throws<LibavException>(() => LengthPrefixed.ToAnnexB(packet));
    }

    private static unsafe Packet PacketOf(ReadOnlySpan<byte> bytes)
    {
        var packet = new Packet();
        Assert.Equal(0, Libav.av_new_packet(packet.Raw, bytes.Length));
        bytes.CopyTo(packet.Bytes);
        return packet;
    }
}
