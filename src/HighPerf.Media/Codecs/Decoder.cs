using System.Runtime.InteropServices;
using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Codecs;

/// <summary>A video decoder, on one thread unless told otherwise: a worker runs as many jobs as it has cores, and frame threads cost 8 % more work.</summary>
internal sealed unsafe class Decoder : IDisposable
{
    private AVCodecContext* _context;

    /// <param name="parameters">What the container says about the stream.</param>
    /// <param name="timeBase">The unit of its packets' times.</param>
    /// <param name="maxPixels">Pictures with more pixels are refused by libav before it allocates any.</param>
    /// <param name="threads">How many.</param>
    public Decoder(AVCodecParameters* parameters, AVRational timeBase, long maxPixels, int threads)
        : this(parameters->codec_id)
    {
        try
        {
            LibavException.Check(avcodec_parameters_to_context(_context, parameters), "describe the codec");
            _context->pkt_timebase = timeBase;
            // Pictures that no other refers to keep their block edges, which nobody sees at two thirds of their size.
            _context->skip_loop_filter = AVConst.AVDISCARD_NONREF;
            Open(maxPixels, threads);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>For a still image, which needs no container.</summary>
    public Decoder(int codecId, long maxPixels)
        : this(codecId) => Open(maxPixels, threads: 1);

    private Decoder(int codecId)
    {
        Codec = avcodec_find_decoder(codecId);
        if (Codec == null) throw LibavException.Of(AVConst.AVERROR_DECODER_NOT_FOUND, $"find a decoder for {NameOf(codecId)}");
        _context = LibavException.Check(avcodec_alloc_context3(Codec), "allocate a decoder");
    }

    private AVCodec* Codec { get; }

    public static string NameOf(int codecId) => Marshal.PtrToStringUTF8(avcodec_get_name(codecId)) ?? "unknown";

    /// <summary>Gives the decoder a packet, or null to ask for what it still holds.</summary>
    /// <returns>libav's code: 0 or an error of this packet.</returns>
    public int Send(Packet? packet) => avcodec_send_packet(_context, packet is null ? null : packet.Raw);

    /// <summary>Whether the next packets' pictures may be left out if no other picture refers to them.</summary>
    public bool LeavesOut
    {
        set => _context->skip_frame = value ? AVConst.AVDISCARD_NONREF : AVConst.AVDISCARD_DEFAULT;
    }

    /// <summary>
    /// Whether it delivers pictures of packets that are to be decoded only (AV_PKT_FLAG_DISCARD): libavcodec keeps back those of its own decoders, not
    /// dav1d's.
    /// </summary>
    public bool ShowsLeftOut => _context->codec_id == AVConst.AV_CODEC_ID_AV1;

    /// <summary>What the pictures of the next packets carry with them (<c>AVFrame.reordered_opaque</c>).</summary>
    public long Mark
    {
        set => _context->reordered_opaque = value;
    }

    /// <summary>libav's code: 0 with a frame, AVERROR(EAGAIN) when it wants a packet, AVERROR_EOF at the end, else an error.</summary>
    public int Receive(Frame frame) => avcodec_receive_frame(_context, frame.Raw);

    public void Dispose()
    {
        fixed (AVCodecContext** context = &_context) avcodec_free_context(context);
    }

    private void Open(long maxPixels, int threads)
    {
        _context->thread_count = threads;
        _context->max_pixels = maxPixels;
        LibavException.Check(avcodec_open2(_context, Codec, null), "open the decoder");
    }
}
