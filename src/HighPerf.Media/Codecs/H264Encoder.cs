using HighPerf.Media.Containers;
using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Codecs;

/// <summary>
/// x264 with <see cref="H264Settings"/>. Packets come as Annex B; with GLOBAL_HEADER the parameter sets are apart, in
/// <see cref="ParameterSets"/>, and no packet repeats them.
/// </summary>
internal sealed unsafe class H264Encoder : IDisposable
{
    private AVCodecContext* _context;

    /// <param name="threads">How many; the bytes depend on it, the parameter sets do not.</param>
    public H264Encoder(int threads = 1)
    {
        var codec = avcodec_find_encoder_by_name("libx264");
        if (codec == null) throw new InvalidOperationException("The linked libavcodec has no libx264.");
        _context = LibavException.Check(avcodec_alloc_context3(codec), "allocate the encoder");
        try
        {
            Configure(_context, threads);
            using var options = new Options([.. H264Settings.Options]);
            fixed (nint* dictionary = &options.Dictionary)
                LibavException.Check(avcodec_open2(_context, codec, dictionary), "open the encoder");
            options.ThrowIfAnyLeft("open the encoder");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public AVCodecContext* Raw => _context;

    /// <summary>One frame: a frame's pts is its number.</summary>
    public AVRational TimeBase => _context->time_base;

    public AVRational FrameRate => _context->framerate;

    public ParameterSets ParameterSets =>
        ParameterSets.FromAnnexB(new ReadOnlySpan<byte>((void*)_context->extradata, _context->extradata_size));

    /// <summary>Gives the encoder a frame, or null to ask for what it still holds.</summary>
    public void Send(Frame? frame)
    {
        // A frame carries the type it had in its source (a key frame there), and x264 would take that for a wish.
        if (frame is not null) frame.Raw->pict_type = 0;
        LibavException.Check(avcodec_send_frame(_context, frame is null ? null : frame.Raw), "encode a frame");
    }

    /// <summary>The next packet, if the encoder has one ready.</summary>
    public bool TryReceive(Packet packet)
    {
        var code = avcodec_receive_packet(_context, packet.Raw);
        if (code == AVConst.AVERROR_EAGAIN || code == AVConst.AVERROR_EOF) return false;
        LibavException.Check(code, "encode a packet");
        if (packet.Raw->duration == 0) packet.Raw->duration = 1;
        return true;
    }

    public void Dispose()
    {
        fixed (AVCodecContext** context = &_context) avcodec_free_context(context);
    }

    private static void Configure(AVCodecContext* context, int threads)
    {
        context->width = H264Settings.Width;
        context->height = H264Settings.Height;
        context->pix_fmt = AVConst.AV_PIX_FMT_YUV420P;
        context->sample_aspect_ratio = new AVRational { num = 1, den = 1 };
        context->time_base = new AVRational { num = 1, den = H264Settings.FramesPerSecond };
        context->framerate = new AVRational { num = H264Settings.FramesPerSecond, den = 1 };
        context->gop_size = H264Settings.GopFrames;
        context->flags |= AVConst.AV_CODEC_FLAG_GLOBAL_HEADER | AVConst.AV_CODEC_FLAG_CLOSED_GOP;
        context->color_primaries = AVConst.AVCOL_PRI_BT709;
        context->color_trc = AVConst.AVCOL_TRC_BT709;
        context->colorspace = AVConst.AVCOL_SPC_BT709;
        context->color_range = AVConst.AVCOL_RANGE_MPEG;
        context->chroma_sample_location = AVConst.AVCHROMA_LOC_LEFT;
        context->thread_count = threads;
    }
}
