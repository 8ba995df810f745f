using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Codecs;

/// <summary>Encodes one picture as a JPEG.</summary>
internal static unsafe class JpegEncoder
{
    // On libavcodec's scale of 2 (best) to 31.
    private const int Quantizer = 4;

    /// <summary>Writes the frame (yuvj420p) to the stream.</summary>
    public static void Encode(Frame frame, Stream output)
    {
        var codec = avcodec_find_encoder_by_name("mjpeg");
        if (codec == null) throw new InvalidOperationException("The linked libavcodec has no mjpeg encoder.");
        var context = LibavException.Check(avcodec_alloc_context3(codec), "allocate the JPEG encoder");
        try
        {
            context->width = frame.Width;
            context->height = frame.Height;
            context->pix_fmt = AVConst.AV_PIX_FMT_YUVJ420P;
            context->color_range = AVConst.AVCOL_RANGE_JPEG;
            context->time_base = new AVRational { num = 1, den = 1 };
            context->thread_count = 1;
            context->flags |= AVConst.AV_CODEC_FLAG_QSCALE;
            context->global_quality = Quantizer * AVConst.FF_QP2LAMBDA;
            LibavException.Check(avcodec_open2(context, codec, null), "open the JPEG encoder");
            frame.Raw->pts = 0;
            frame.Raw->pict_type = 0;
            LibavException.Check(avcodec_send_frame(context, frame.Raw), "encode the thumbnail");
            LibavException.Check(avcodec_send_frame(context, null), "encode the thumbnail");
            using var packet = new Packet();
            LibavException.Check(avcodec_receive_packet(context, packet.Raw), "encode the thumbnail");
            output.Write(packet.Bytes);
        }
        finally
        {
            avcodec_free_context(&context);
        }
    }
}
