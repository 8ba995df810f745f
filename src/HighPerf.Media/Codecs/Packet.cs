using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Codecs;

/// <summary>A packet: compressed bytes, counted by reference by libav, used again and again.</summary>
internal sealed unsafe class Packet : IDisposable
{
    private AVPacket* _packet = LibavException.Check(av_packet_alloc(), "allocate a packet");

    public AVPacket* Raw => _packet;

    public int StreamIndex => _packet->stream_index;

    public Span<byte> Bytes => new((void*)_packet->data, _packet->size);

    public void Dispose()
    {
        fixed (AVPacket** packet = &_packet) av_packet_free(packet); // sets it to null, so a second call frees nothing
    }
}
