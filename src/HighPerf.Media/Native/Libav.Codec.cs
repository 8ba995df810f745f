using System.Runtime.InteropServices;

namespace HighPerf.Media.Native;

/// <summary>libavcodec: libavcodec/avcodec.h, codec.h, packet.h.</summary>
internal static unsafe partial class Libav
{
    public const string avcodec = "avcodec";

    [LibraryImport(avcodec)]
    public static partial uint avcodec_version();

    [LibraryImport(avcodec)]
    public static partial AVCodec* avcodec_find_decoder(int id);

    [LibraryImport(avcodec, StringMarshalling = StringMarshalling.Utf8)]
    public static partial AVCodec* avcodec_find_encoder_by_name(string name);

    [LibraryImport(avcodec)]
    public static partial nint avcodec_get_name(int id);

    [LibraryImport(avcodec)]
    public static partial AVCodecContext* avcodec_alloc_context3(AVCodec* codec);

    [LibraryImport(avcodec)]
    public static partial void avcodec_free_context(AVCodecContext** avctx);

    [LibraryImport(avcodec)]
    public static partial int avcodec_open2(AVCodecContext* avctx, AVCodec* codec, nint* options);

    [LibraryImport(avcodec)]
    public static partial int avcodec_parameters_to_context(AVCodecContext* codec, AVCodecParameters* par);

    [LibraryImport(avcodec)]
    public static partial int avcodec_parameters_from_context(AVCodecParameters* par, AVCodecContext* codec);

    [LibraryImport(avcodec)]
    public static partial int avcodec_send_packet(AVCodecContext* avctx, AVPacket* avpkt);

    [LibraryImport(avcodec)]
    public static partial int avcodec_receive_frame(AVCodecContext* avctx, AVFrame* frame);

    [LibraryImport(avcodec)]
    public static partial int avcodec_send_frame(AVCodecContext* avctx, AVFrame* frame);

    [LibraryImport(avcodec)]
    public static partial int avcodec_receive_packet(AVCodecContext* avctx, AVPacket* avpkt);

    [LibraryImport(avcodec)]
    public static partial AVPacket* av_packet_alloc();

    [LibraryImport(avcodec)]
    public static partial void av_packet_free(AVPacket** pkt);

    [LibraryImport(avcodec)]
    public static partial void av_packet_unref(AVPacket* pkt);

    [LibraryImport(avcodec)]
    public static partial int av_new_packet(AVPacket* pkt, int size);

    [LibraryImport(avcodec)]
    public static partial int av_packet_make_writable(AVPacket* pkt);

    [LibraryImport(avcodec)]
    public static partial void av_packet_rescale_ts(AVPacket* pkt, AVRational tb_src, AVRational tb_dst);
}
